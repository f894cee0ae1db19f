"""What differs between two versions of a bank, question by question, and what that does to answers already given.

Says what differs as data; `compare_words` puts it into words. Answers themselves are not known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from questionnaire.banks.conditions import Condition, with_names
from questionnaire.banks.difference import Becomes, Difference, Kind, Part, Thing
from questionnaire.banks.model import Bank, Check, Choice, Figure, Question, Section
from questionnaire.banks.names import bounds_of
from questionnaire.banks.pairs import Pairs, Place, gone_from, out_of_order, pairs_of, places_of


def differences(old: Bank, new: Bank) -> tuple[Difference, ...]:
    """What differs, in the order of the newer bank; what was removed stands behind what it stood behind.

    The version itself is no difference. Nothing after something that was added or moved is told as moved.
    """
    return tuple(_Comparison(old, new).all())


class _Comparison:
    """Two banks side by side."""

    def __init__(self, old: Bank, new: Bank) -> None:
        self.old = old
        self.new = new
        self.pairs: Pairs = pairs_of(old, new)
        self.languages = [language for language in old.languages if language in new.languages]
        self.before = places_of(old)
        self.after = places_of(new)
        self.new_of = self.pairs.questions | self.pairs.guessed
        self.old_of = {name: before for before, name in self.new_of.items()}
        self.names = self.pairs.names

    def all(self) -> Iterator[Difference]:
        """Every difference, in order."""
        yield from self.bank()
        yield from self.sections_and_questions()
        yield from self.figures()
        yield from self.checks()

    def bank(self) -> Iterator[Difference]:
        """The bank's own texts and its languages."""
        old, new = self.old, self.new
        if old.id != new.id:
            yield Difference(Part.BANK, new.id, Kind.RENAMED, was=old.id)
        for language in new.languages:
            if language not in old.languages:
                yield Difference(Part.BANK, new.id, Kind.LANGUAGE_ADDED, field="languages", after=language)
        for language in old.languages:
            if language not in new.languages:
                yield Difference(Part.BANK, new.id, Kind.LANGUAGE_REMOVED, field="languages", before=language)
        for field in ("title", "about", "publisher", "theme"):
            yield from self.reworded(Part.BANK, new.id, field, getattr(old, field), getattr(new, field))

    def sections_and_questions(self) -> Iterator[Difference]:
        """Sections, each with its questions; what was removed behind what it stood behind."""
        sections = {section.id: section for section in self.new.sections}
        gone_sections = gone_from([section.id for section in self.old.sections], self.pairs.sections)
        gone_questions = gone_from(list(self.before), self.new_of)
        moved_sections = out_of_order(
            [section.id for section in self.old.sections], list(sections), self.pairs.sections
        )
        moved = self.moved_questions()
        yield from self.removed(Part.SECTION, gone_sections[None])
        yield from self.removed(Part.QUESTION, gone_questions[None])
        for name, section in sections.items():
            yield from self.section(section, name in moved_sections)
            for question, place in self.after.items():
                if place.section == name:
                    yield from self.question(question, question in moved)
                    yield from self.removed(Part.QUESTION, gone_questions[question])
            yield from self.removed(Part.SECTION, gone_sections[name])

    def removed(self, part: Part, names: Iterable[str]) -> Iterator[Difference]:
        """What is no longer there."""
        answers = Becomes.SET_ASIDE if part is Part.QUESTION else None
        return (Difference(part, name, Kind.REMOVED, answers) for name in names)

    def section(self, section: Section, is_moved: bool) -> Iterator[Difference]:
        """What differs of a section itself."""
        before = {self.pairs.sections.get(other.id): other for other in self.old.sections}.get(section.id)
        if before is None:
            yield Difference(Part.SECTION, section.id, Kind.ADDED)
            return
        if before.id != section.id:
            yield Difference(Part.SECTION, section.id, Kind.RENAMED, was=before.id, is_guess=True)
        if is_moved:
            yield Difference(Part.SECTION, section.id, Kind.MOVED, field="order")
        for field in ("title", "intro"):
            yield from self.reworded(
                Part.SECTION, section.id, field, getattr(before, field), getattr(section, field)
            )

    def question(self, name: str, is_moved: bool) -> Iterator[Difference]:
        """What differs of a question; of one that is guessed to be another, no answer comes along."""
        if name not in self.old_of:
            yield Difference(Part.QUESTION, name, Kind.ADDED, Becomes.TO_BE_ASKED)
            return
        was = self.old_of[name]
        if was in self.pairs.guessed:
            guess = Difference(Part.QUESTION, name, Kind.RENAMED, was=was, is_guess=True)
            for difference in (guess, *self.changes(was, name, is_moved)):
                yield replace(difference, answers=Becomes.ASKED_AGAIN, was=was)
            return
        if was == name:
            yield from self.changes(was, name, is_moved)
            return
        yield Difference(Part.QUESTION, name, Kind.RENAMED, Becomes.KEPT, was=was)
        for difference in self.changes(was, name, is_moved):
            yield replace(difference, was=was)

    def changes(self, was: str, name: str, is_moved: bool) -> Iterator[Difference]:
        """What differs between a question and the one it was."""
        before, after = self.before[was], self.after[name]
        yield from self.moves(was, name, is_moved)
        yield from self.reworded(Part.QUESTION, name, "ask", before.question.ask, after.question.ask)
        yield from self.answered_otherwise(before.question, after.question)
        yield from self.asked_otherwise(before, after)
        yield from self.flags(before.question, after.question)
        for field in ("listen_for", "evidence", "based_on"):
            old, new = getattr(before.question, field), getattr(after.question, field)
            yield from self.reworded(Part.QUESTION, name, field, old, new)

    def moves(self, was: str, name: str, is_moved: bool) -> Iterator[Difference]:
        """That a question hangs elsewhere, stands in another section, or before or after others than it did."""
        before, after = self.before[was], self.after[name]

        def moved(field: str, old: str | None, new: str | None) -> Difference:
            return Difference(Part.QUESTION, name, Kind.MOVED, Becomes.KEPT, field, old, new)

        if self.container(before) == self.container(after, is_new=True):
            if is_moved:
                yield moved("order", was, name)
        elif (before.parent, after.parent) != (None, None):
            yield moved("parent", before.parent, after.parent)
        else:
            yield moved("section", before.section, after.section)

    def container(self, place: Place, is_new: bool = False) -> tuple[str | None, str | None]:
        """What a question stands in, in ids of the newer bank: the question it is a probe of, else its section."""
        if is_new:
            return (place.parent, None if place.parent else place.section)
        if place.parent is not None:
            return (self.new_of.get(place.parent, f"-{place.parent}"), None)
        return (None, self.pairs.sections.get(place.section, f"-{place.section}"))

    def moved_questions(self) -> set[str]:
        """The questions that stand in another order than before, among those beside them both times."""
        groups: dict[object, list[str]] = defaultdict(list)
        for name, place in self.before.items():
            groups[self.container(place)].append(name)
        beside: dict[object, list[str]] = defaultdict(list)
        for name, place in self.after.items():
            beside[self.container(place, is_new=True)].append(name)
        moved: set[str] = set()
        for container, names in beside.items():
            moved |= out_of_order(groups[container], names, self.new_of)
        return moved

    def reworded(
        self, part: Part, name: str, field: str, before: Thing, after: Thing
    ) -> Iterator[Difference]:
        """That a text reads otherwise in a language both banks have."""
        if self.in_common(before) != self.in_common(after):
            answers = Becomes.KEPT if part is Part.QUESTION else None
            yield Difference(part, name, Kind.REWORDED, answers, field, before, after)

    def in_common(self, text: Thing) -> object:
        """A text in the languages of both banks; anything else as it is."""
        return {key: text[key] for key in self.languages if key in text} if isinstance(text, dict) else text

    def answered_otherwise(self, before: Question, after: Question) -> Iterator[Difference]:
        """What differs of how a question is answered."""
        name = after.id
        if before.answer is not after.answer:
            kind, becomes = Kind.MEANING, Becomes.ASKED_AGAIN
            yield Difference(
                Part.QUESTION, name, kind, becomes, "answer", str(before.answer), str(after.answer)
            )
            return
        yield from self.choices(before, after)
        if self.in_common(before.unit) != self.in_common(after.unit):
            yield Difference(Part.QUESTION, name, Kind.MEANING, Becomes.KEPT, "unit", before.unit, after.unit)
        for place, field in enumerate(("min", "max")):
            old, new = bounds_of(before)[place], bounds_of(after)[place]
            if old != new:
                narrower = new is not None and (old is None or (new > old if field == "min" else new < old))
                becomes = Becomes.ASKED_AGAIN if narrower else Becomes.KEPT
                yield Difference(Part.QUESTION, name, Kind.MEANING, becomes, field, old, new)
        if before.whole is not after.whole:
            becomes = Becomes.ASKED_AGAIN if after.whole else Becomes.KEPT
            yield Difference(Part.QUESTION, name, Kind.MEANING, becomes, "whole", before.whole, after.whole)

    def choices(self, before: Question, after: Question) -> Iterator[Difference]:
        """Choices that came, went or read otherwise."""
        old = {choice.id: choice for choice in before.choices}
        new = {choice.id: choice for choice in after.choices}

        def differs(kind: Kind, becomes: Becomes, was: Choice | None, now: Choice | None) -> Difference:
            return Difference(Part.QUESTION, after.id, kind, becomes, "choices", was, now)

        for name, choice in new.items():
            if name not in old:
                yield differs(Kind.CHOICE_ADDED, Becomes.KEPT, None, choice)
            elif self.in_common(old[name].label) != self.in_common(choice.label):
                yield differs(Kind.CHOICE_RELABELLED, Becomes.KEPT, old[name], choice)
        for name, choice in old.items():
            if name not in new:
                yield differs(Kind.CHOICE_REMOVED, Becomes.ASKED_AGAIN, choice, None)
        if [name for name in old if name in new] != [name for name in new if name in old]:
            yield differs(Kind.CHOICES_REORDERED, Becomes.KEPT, None, None)

    def asked_otherwise(self, before: Place, after: Place) -> Iterator[Difference]:
        """What differs of when and of whom a question is asked."""
        name, old, new = after.question.id, before.question, after.question
        pairs: list[tuple[str, Thing, Thing, bool]] = [
            ("when", before.when, after.when, not self.same_condition(before.when, after.when)),
            ("ask_if", old.ask_if, new.ask_if, not self.same_condition(old.ask_if, new.ask_if)),
            ("ask_of", old.ask_of, new.ask_of, set(old.ask_of) != set(new.ask_of)),
            ("short_form", old.short_form, new.short_form, old.short_form is not new.short_form),
            ("about_prices", old.about_prices, new.about_prices, old.about_prices is not new.about_prices),
        ]
        for field, was, now, differs in pairs:
            if differs:
                yield Difference(Part.QUESTION, name, Kind.MEANING, Becomes.KEPT, field, was, now)

    def same_condition(self, before: Condition | None, after: Condition | None) -> bool:
        """Whether a condition is what it was, questions that go by another id now left aside."""
        return (before if before is None else with_names(before, self.names)) == after

    def flags(self, before: Question, after: Question) -> Iterator[Difference]:
        """Flags that came, went, weigh otherwise or read otherwise."""
        left = list(after.flags)

        def differs(kind: Kind, field: str, was: Thing, now: Thing) -> Difference:
            return Difference(Part.QUESTION, after.id, kind, Becomes.KEPT, field, was, now)

        for flag in before.flags:
            same = [
                other
                for other in left
                if self.same_condition(flag.when, other.when)
                and flag.without_evidence is other.without_evidence
            ]
            if not same:
                yield differs(Kind.MEANING, "flags", flag, None)
                continue
            now = next((other for other in same if other.severity is flag.severity), same[0])
            left.remove(now)
            if now.severity is not flag.severity:
                yield differs(Kind.MEANING, "flags", flag, now)
            for field in ("because", "next_step"):
                was, reads = getattr(flag, field), getattr(now, field)
                yield from self.reworded(Part.QUESTION, after.id, field, was, reads)
        for flag in left:
            yield differs(Kind.MEANING, "flags", None, flag)

    def figures(self) -> Iterator[Difference]:
        """Figures that came, went, or are worked out or read otherwise."""
        old = {figure.id: figure for figure in self.old.figures}
        for figure in self.new.figures:
            before = old.pop(figure.id, None)
            if before is None:
                yield Difference(Part.FIGURE, figure.id, Kind.ADDED)
                continue
            yield from self.reworded(Part.FIGURE, figure.id, "title", before.title, figure.title)
            was = (str(before.kind), *(self.names.get(name, name) for name in before.of))
            if was != (now := _made_of(figure)):
                yield Difference(Part.FIGURE, figure.id, Kind.MEANING, None, "of", _made_of(before), now)
        yield from self.removed(Part.FIGURE, old)

    def checks(self) -> Iterator[Difference]:
        """Checks that came, went, fire, weigh or read otherwise."""
        old = {check.id: check for check in self.old.checks}
        for check in self.new.checks:
            before = old.pop(check.id, None)
            if before is None:
                yield Difference(Part.CHECK, check.id, Kind.ADDED)
            else:
                yield from self.check(before, check)
        yield from self.removed(Part.CHECK, old)

    def check(self, before: Check, after: Check) -> Iterator[Difference]:
        """What differs of a check."""
        if not self.same_condition(before.when, after.when):
            yield Difference(Part.CHECK, after.id, Kind.MEANING, None, "when", before.when, after.when)
        if before.severity is not after.severity:
            was, now = str(before.severity), str(after.severity)
            yield Difference(Part.CHECK, after.id, Kind.MEANING, None, "severity", was, now)
        for field in ("because", "ask_next"):
            yield from self.reworded(
                Part.CHECK, after.id, field, getattr(before, field), getattr(after, field)
            )


def _made_of(figure: Figure) -> tuple[str, ...]:
    return (str(figure.kind), *figure.of)

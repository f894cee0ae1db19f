"""What differs between two banks, in words: the sentences in the tool's language, texts in one of the banks'."""

from collections.abc import Iterable

from msgspec import Struct

from questionnaire.banks.conditions import Condition
from questionnaire.banks.difference import Becomes, Difference, Kind, Part, Thing
from questionnaire.banks.model import AnswerType, Bank, Choice, FigureKind, Flag
from questionnaire.banks.words import RESPONDENT_WORDS, SEVERITY_WORDS, condition_in_words, numbers_of
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

FIELD_WORDS = {
    "ask": N_("Question"),
    "listen_for": N_("What to listen for"),
    "evidence": N_("What to ask to see"),
    "based_on": N_("What it is based on"),
    "because": N_("Why it matters"),
    "next_step": N_("Next step"),
    "ask_next": N_("What to ask now"),
    "unit": N_("What is counted"),
    "title": N_("Title"),
    "label": N_("Words"),
    "intro": N_("Introduction"),
    "about": N_("Where it comes from"),
    "publisher": N_("Publisher"),
    "theme": N_("Theme"),
}
TYPE_WORDS = {
    AnswerType.YES_NO: N_("yes, partly or no"),
    AnswerType.CHOICE: N_("one choice"),
    AnswerType.CHOICES: N_("any of the choices"),
    AnswerType.NUMBER: N_("a number"),
    AnswerType.PERCENTAGE: N_("a percentage"),
    AnswerType.DATE: N_("a date"),
    AnswerType.TEXT: N_("a text"),
}
BECOMES_WORDS = {
    Becomes.KEPT: N_("Answers are kept."),
    Becomes.TO_BE_ASKED: N_("It is to be asked."),
    Becomes.ASKED_AGAIN: N_("Answers that no longer fit are set aside, and the question is asked again."),
    Becomes.SET_ASIDE: N_("Answers are set aside."),
}
_WEIGHT = (Becomes.SET_ASIDE, Becomes.ASKED_AGAIN, Becomes.TO_BE_ASKED, Becomes.KEPT)
_MEANING = (Kind.MEANING, Kind.CHOICE_ADDED, Kind.CHOICE_REMOVED)


class ChangedPart(Struct, frozen=True):
    """All that differs of one question or other part; `answers` is empty for what nobody answers."""

    part: Part
    id: str
    heading: str
    changes: tuple[str, ...]
    answers: str = ""


def changed_parts(
    found: Iterable[Difference], old: Bank, new: Bank, language: str
) -> tuple[ChangedPart, ...]:
    """The differences in words, those of one part together, in their order."""
    wording = Wording(old, new, language)
    parts: dict[tuple[Part, str, bool], list[Difference]] = {}
    for difference in found:
        is_gone = difference.kind is Kind.REMOVED
        parts.setdefault((difference.part, difference.id, is_gone), []).append(difference)
    return tuple(wording.told(differences) for differences in parts.values())


def summary_of(found: Iterable[Difference]) -> str:
    """How many questions changed, each counted once by what weighs most, and how many other things."""
    questions: dict[tuple[str, bool], list[Difference]] = {}
    others = set()
    for one in found:
        if one.part is Part.QUESTION:
            questions.setdefault((one.id, one.kind is Kind.REMOVED), []).append(one)
        else:
            others.add((one.part, one.id))
    counts = dict.fromkeys(("added", "removed", "renamed", "guess", "meaning", "moved", "reworded"), 0)
    for those in questions.values():
        counts[_weightiest(those)] += 1
    words = (
        ngettext("{count} question added", "{count} questions added", counts["added"]),
        ngettext("{count} question removed", "{count} questions removed", counts["removed"]),
        ngettext("{count} question renamed", "{count} questions renamed", counts["renamed"]),
        ngettext("{count} question perhaps renamed", "{count} questions perhaps renamed", counts["guess"]),
        ngettext("{count} question asked otherwise", "{count} questions asked otherwise", counts["meaning"]),
        ngettext("{count} question moved", "{count} questions moved", counts["moved"]),
        ngettext("{count} question reworded", "{count} questions reworded", counts["reworded"]),
        ngettext("{count} other part changed", "{count} other parts changed", len(others)),
    )
    numbers = (*counts.values(), len(others))
    return ", ".join(text.format(count=count) for text, count in zip(words, numbers, strict=True) if count)


def _weightiest(differences: list[Difference]) -> str:
    kinds = {one.kind for one in differences}
    for kind in (Kind.ADDED, Kind.REMOVED, Kind.RENAMED):
        if kind in kinds:
            return "guess" if kind is Kind.RENAMED and differences[0].is_guess else str(kind)
    if kinds & set(_MEANING):
        return "meaning"
    return "moved" if Kind.MOVED in kinds else "reworded"


class Wording:
    """Puts the differences of two banks into words."""

    def __init__(self, old: Bank, new: Bank, language: str) -> None:
        self.old = old
        self.new = new
        self.language = language
        self.numbers = numbers_of(new), numbers_of(old)
        self.questions = [{question.id: question for question in bank.questions()} for bank in (new, old)]

    def told(self, differences: list[Difference]) -> ChangedPart:
        """All that differs of one part."""
        first = differences[0]
        answers = next((one for one in _WEIGHT if one in {each.answers for each in differences}), None)
        words = _(BECOMES_WORDS[answers]) if answers is not None else ""
        if first.is_guess and first.part is Part.QUESTION:
            words = _("Answers are set aside, and the question is asked again.")
        changes = tuple(self.change(difference) for difference in differences)
        return ChangedPart(first.part, first.id, self.heading(first), changes, words)

    def heading(self, difference: Difference) -> str:
        """What a difference is about, by number and text."""
        name, is_gone = difference.id, difference.kind is Kind.REMOVED
        bank = self.old if is_gone else self.new
        match difference.part:
            case Part.BANK:
                return _("The bank")
            case Part.SECTION:
                number, section = next(pair for pair in enumerate(bank.sections, 1) if pair[1].id == name)
                title = self.text(bank, section.title)
                return _("Section {number}: {title}").format(number=number, title=title)
            case Part.QUESTION:
                question = self.questions[is_gone][name]
                return f"{self.numbers[is_gone][name]} {self.text(bank, question.ask)} [{name}]"
            case Part.FIGURE:
                figure = next(figure for figure in bank.figures if figure.id == name)
                return _("Figure: {title}").format(title=self.text(bank, figure.title)) + f" [{name}]"
            case Part.CHECK:
                check = next(check for check in bank.checks if check.id == name)
                return _("Check: {because}").format(because=self.text(bank, check.because)) + f" [{name}]"

    def change(self, difference: Difference) -> str:
        """One difference as a sentence."""
        match difference.kind:
            case Kind.ADDED:
                return _("New.")
            case Kind.REMOVED:
                return _("Removed.")
            case Kind.RENAMED:
                return self.renamed(difference)
            case Kind.MOVED:
                return self.moved(difference)
            case Kind.REWORDED:
                return self.reworded(difference)
            case Kind.LANGUAGE_ADDED:
                return _("Language added: {language}.").format(language=difference.after)
            case Kind.LANGUAGE_REMOVED:
                return _("Language removed: {language}.").format(language=difference.before)
            case Kind.MEANING:
                return self.meaning(difference)
        return self.choice(difference)

    def renamed(self, difference: Difference) -> str:
        """What something was called."""
        was = difference.was
        if difference.part is Part.BANK:
            return _("Another bank: it was {was}.").format(was=was)
        if difference.part is Part.QUESTION and difference.is_guess:
            sentence = _(
                "Looks like {was}, which is gone. If it is the same question, write “was: [{was}]” under it: "
                "its answers come along then."
            )
            return sentence.format(was=was)
        return _("Its id was {was}.").format(was=was)

    def moved(self, difference: Difference) -> str:
        """Where something stood before, or hangs now."""
        if difference.field == "order":
            if difference.part is Part.SECTION:
                return _("Stands in another place.")
            return _("Stands in another place: it was {number}.").format(
                number=self.numbers[1][str(difference.before)]
            )
        if difference.field == "section":
            section = next(one for one in self.old.sections if one.id == difference.before)
            return _("Comes from the section “{title}”.").format(title=self.text(self.old, section.title))
        if difference.after is None:
            return _("Now asked on its own, no longer as a probe.")
        name = str(difference.after)
        return _("Now a probe of {question}.").format(question=f"{self.numbers[0][name]} {name}")

    def reworded(self, difference: Difference) -> str:
        """A text before and after, in the reader's language where it differs there."""
        what = _(FIELD_WORDS[difference.field])
        before, after = difference.before, difference.after
        if isinstance(before, dict) and isinstance(after, dict):
            both = [one for one in self.old.languages if one in self.new.languages]
            differing = [one for one in both if before.get(one) != after.get(one)]
            language = self.language if self.language in differing else differing[0]
            if language != self.language:
                what = f"{what} ({language})"
            before, after = before.get(language), after.get(language)
        was, now = _plain(before), _plain(after)
        if not was:
            return _("{what}, new: “{after}”.").format(what=what, after=now)
        if not now:
            return _("{what}, left out: “{before}”.").format(what=what, before=was)
        return _("{what}: “{after}”; was “{before}”.").format(what=what, after=now, before=was)

    def choice(self, difference: Difference) -> str:
        """What became of a choice."""
        before, after = difference.before, difference.after
        if isinstance(before, Choice) and isinstance(after, Choice):
            what = f"[{after.id}]"
            labels = Difference(
                difference.part, after.id, Kind.REWORDED, None, "label", before.label, after.label
            )
            return _("Choice {choice}: {change}").format(choice=what, change=self.reworded(labels))
        if isinstance(after, Choice):
            label = self.text(self.new, after.label)
            return _("Choice added: “{label}” [{choice}].").format(label=label, choice=after.id)
        if isinstance(before, Choice):
            label = self.text(self.old, before.label)
            sentence = _("Choice removed: “{label}” [{choice}].").format(label=label, choice=before.id)
            offered = self.questions[0][difference.id].choices
            if any(choice.label == before.label for choice in offered):
                sentence += " " + _("If it is the same choice, leave it its id.")
            return sentence
        return _("The choices stand in another order.")

    def meaning(self, difference: Difference) -> str:
        """What is asked, counted or flagged otherwise."""
        before, after, field = difference.before, difference.after, difference.field
        match field:
            case "answer":
                was, now = (_(TYPE_WORDS[AnswerType(str(one))]) for one in (before, after))
                return _("Answered with {after}; was {before}.").format(after=now, before=was)
            case "unit":
                return self.reworded(difference)
            case "whole":
                return _("Whole numbers only.") if after else _("No longer whole numbers only.")
            case "short_form":
                return _("Now in the short form.") if after else _("No longer in the short form.")
            case "about_prices":
                return _("Now about prices.") if after else _("No longer about prices.")
            case "flags":
                return self.flag(before, after, difference)
            case "severity":
                return _("Severity {after}; was {before}.").format(
                    after=_severity(after), before=_severity(before)
                )
        sentence = {
            "min": _("At least {after}; was {before}."),
            "max": _("At most {after}; was {before}."),
            "ask_of": _("Asked of {after}; was {before}."),
            "of": _("Worked out as {after}; was {before}."),
            "ask_if": _("Asked when {after}; was {before}."),
            "when": _("Asked when {after}; was {before}."),
        }[field]
        if difference.part is Part.CHECK:
            sentence = _("Fires when {after}; was {before}.")
        own, own_before = difference.id, difference.was or difference.id
        now = self.thing(after, field, self.new, own)
        was = self.thing(before, field, self.old, own_before)
        if now == was:  # the id of a choice, or what a name stands for
            return _("The condition is another, though it reads the same: {clause}.").format(clause=now)
        return sentence.format(after=now, before=was)

    def thing(self, thing: Thing, field: str, bank: Bank, own: str) -> str:
        """A bound, respondents, the parts of a figure, or a condition."""
        if isinstance(thing, Condition):
            return condition_in_words(thing, bank, self.language, own)
        if field == "ask_of":
            words = thing if isinstance(thing, tuple) else ()
            return ", ".join(_(RESPONDENT_WORDS[role]) for role in words) or _("everyone")
        if isinstance(thing, tuple):
            return _worked_out(thing)
        if thing is None:
            return _("always") if field in ("ask_if", "when") else _("without limit")
        return str(thing)

    def flag(self, before: Thing, after: Thing, difference: Difference) -> str:
        """A flag that came, went, or weighs otherwise."""
        bank = self.new if isinstance(after, Flag) else self.old
        flag = after if isinstance(after, Flag) else before
        assert isinstance(flag, Flag)
        own = difference.id if isinstance(after, Flag) else difference.was or difference.id
        clause = condition_in_words(flag.when, bank, self.language, own)
        if flag.without_evidence:
            clause = _("{clause} and no evidence was seen").format(clause=clause)
        severity = _severity(flag.severity)
        if isinstance(before, Flag) and isinstance(after, Flag):
            sentence = _("Needs follow-up ({severity}, was {before}) when {clause}.")
            return sentence.format(severity=severity, before=_severity(before.severity), clause=clause)
        if isinstance(after, Flag):
            sentence = _("Needs follow-up ({severity}) when {clause}.")
        else:
            sentence = _("No longer needs follow-up ({severity}) when {clause}.")
        return sentence.format(severity=severity, clause=clause)

    def text(self, bank: Bank, text: dict[str, str]) -> str:
        """A text of a bank on one line."""
        return one_line(bank.in_language(text, self.language))


def _plain(thing: Thing) -> str:
    return one_line("; ".join(thing) if isinstance(thing, tuple) else str(thing or ""))


def _severity(severity: Thing) -> str:
    return next(_(words) for known, words in SEVERITY_WORDS.items() if known == severity)


def _worked_out(parts: tuple[str, ...]) -> str:
    kind, *names = parts
    match kind:
        case FigureKind.PERCENT:
            return _("{first} as a percentage of {second}").format(first=names[0], second=names[1])
        case FigureKind.SUM:
            return _("the sum of {numbers}").format(numbers=", ".join(names))
    return _("the difference between {numbers}").format(numbers=", ".join(names))

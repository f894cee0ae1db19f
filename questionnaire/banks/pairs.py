"""Which question of one version of a bank is which of another, by id, by `was`, else guessed by likeness; and where each stands."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from questionnaire.banks.conditions import Condition
from questionnaire.banks.model import Bank, Question, Section

ALIKE = 0.6


class Pairs(Struct, frozen=True):
    """New ids by old id. `questions` is certain; `guessed` are questions that look like one another, without `was`."""

    questions: dict[str, str]
    guessed: dict[str, str]
    sections: dict[str, str]

    @property
    def names(self) -> dict[str, str]:
        """Every old question's id that is another now, guesses included, for reading an old condition as a new one."""
        return {old: new for old, new in (self.questions | self.guessed).items() if old != new}


def question_pairs(old: Bank, new: Bank) -> dict[str, str]:
    """The questions of both banks, new id by old id: the same id, or one that `was` names.

    A question that was several has the first of them; the others have none.
    """
    before = {question.id: question for question in old.questions()}
    after = {question.id: question for question in new.questions()}
    pairs = {name: name for name in before if name in after}
    for question in after.values():
        known = [name for name in question.was if name in before and name not in pairs]
        if question.id not in before and known:
            pairs[known[0]] = question.id
    taken = set(pairs.values())
    for name, question in before.items():  # the older bank may stand on the new side
        known = [earlier for earlier in question.was if earlier in after and earlier not in taken]
        if name not in pairs and known:
            pairs[name] = known[0]
            taken.add(known[0])
    return pairs


def pairs_of(old: Bank, new: Bank) -> Pairs:
    """Which is which, of all questions and sections of two banks."""
    questions = question_pairs(old, new)
    taken = set(questions.values())
    gone = [question for question in old.questions() if question.id not in questions]
    come = [question for question in new.questions() if question.id not in taken]
    guessed = _guessed(gone, come, old, new) if gone and come else {}
    return Pairs(questions, guessed, _section_pairs(old.sections, new.sections, questions | guessed))


def _guessed(gone: list[Question], come: list[Question], old: Bank, new: Bank) -> dict[str, str]:
    """Questions that look like one another, the most alike first, each in one pair only."""
    likeness = _Likeness(old, new)
    found: list[tuple[float, int, str, str]] = []
    for one in gone:
        for other in come:
            score = likeness.of(one, other)
            if score >= ALIKE:
                found.append((-score, len(found), one.id, other.id))
    pairs: dict[str, str] = {}
    for _score, _place, before, after in sorted(found):
        if before not in pairs and after not in pairs.values():
            pairs[before] = after
    return pairs


class _Likeness:
    """How much alike questions of two banks are: what they share of their words, a rare word weighing more, and of their choices."""

    def __init__(self, old: Bank, new: Bank) -> None:
        self.languages = [language for language in old.languages if language in new.languages]
        self._words: dict[tuple[str, str], frozenset[str]] = {}
        counts: dict[str, int] = {}
        for bank in (old, new):
            told: Counter[str] = Counter()
            for question in bank.questions():
                for language in self.languages:
                    told.update(self._of_text(question, language))
            counts = {word: max(counts.get(word, 0), told[word]) for word in counts | told}
        self._weights = {word: 1 / count for word, count in counts.items()}

    def of(self, one: Question, other: Question) -> float:
        """From 0 to 1; 0 where they are answered in another way."""
        if one.answer is not other.answer:
            return 0
        alike = [
            self._shared(self._of_text(one, language), self._of_text(other, language))
            for language in self.languages
        ]
        wording = max(alike, default=0)
        if not one.choices:
            return wording
        ids, other_ids = ({choice.id for choice in question.choices} for question in (one, other))
        return (wording + len(ids & other_ids) / len(ids | other_ids)) / 2

    def _of_text(self, question: Question, language: str) -> frozenset[str]:
        key = (question.ask.get(language, ""), language)
        if key not in self._words:
            letters = "".join(letter if letter.isalnum() else " " for letter in key[0].casefold())
            self._words[key] = frozenset(letters.split())
        return self._words[key]

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        every = self._weight(one) + self._weight(other)
        return 2 * self._weight(one & other) / every if every else 0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights[word] for word in words)


def _section_pairs(
    old: tuple[Section, ...], new: tuple[Section, ...], questions: Mapping[str, str]
) -> dict[str, str]:
    """The sections of both banks: the same id, else those that share the most main questions, at least half."""
    pairs = {section.id: section.id for section in old if section.id in {other.id for other in new}}
    gone = [section for section in old if section.id not in pairs]
    come = [section for section in new if section.id not in pairs]
    shared = sorted(_shared_questions(gone, come, questions), reverse=True)
    for count, before, after in shared:
        half = min(len(section.questions) for section in (*gone, *come) if section.id in (before, after)) / 2
        if before not in pairs and after not in pairs.values() and count >= half:
            pairs[before] = after
    return pairs


def _shared_questions(
    gone: list[Section], come: list[Section], questions: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    for section in gone:
        names = {questions.get(question.id) for question in section.questions}
        for other in come:
            count = sum(question.id in names for question in other.questions)
            if count:
                yield count, section.id, other.id


class Place(NamedTuple):
    """Where a question stands: its section, the question it is a probe of, and when it is asked there."""

    question: Question
    section: str
    parent: str | None
    when: Condition | None


def places_of(bank: Bank) -> dict[str, Place]:
    """Where every question of a bank stands, by its id, in the order of the file."""
    places: dict[str, Place] = {}

    def add(
        questions: tuple[Question, ...], section: str, parent: str | None, when: Condition | None
    ) -> None:
        for question in questions:
            places[question.id] = Place(question, section, parent, when)
            for group in question.probes:
                add(group.questions, section, question.id, group.when)

    for section in bank.sections:
        add(section.questions, section.id, None, None)
    return places


def gone_from(names: Sequence[str], pairs: Mapping[str, str]) -> defaultdict[str | None, list[str]]:
    """What has no pair, by what it stood behind."""
    gone: defaultdict[str | None, list[str]] = defaultdict(list)
    last: str | None = None
    for name in names:
        if name in pairs:
            last = pairs[name]
        else:
            gone[last].append(name)
    return gone


def out_of_order(before: Sequence[str], after: Sequence[str], pairs: Mapping[str, str]) -> set[str]:
    """The fewest of `after` that must have been moved for `before` to become it; what came or went moves nothing.

    Those that stay are a longest row of names that stand in the same order both times.
    """
    place = {name: number for number, name in enumerate(after)}
    names = [pairs[name] for name in before if pairs.get(name) in place]
    ends: list[int] = []
    rows: list[tuple[str, ...]] = []
    for name in names:
        length = bisect_left(ends, place[name])
        row = (*(rows[length - 1] if length else ()), name)
        ends[length : length + 1] = [place[name]]
        rows[length : length + 1] = [row]
    return set(names) - set(rows[-1] if rows else ())

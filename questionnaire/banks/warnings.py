"""The catalogue of what is no mistake in a bank file and yet deserves a look, and the search for it.

A warning never keeps a bank from being used; what it says of is likely, not certain, to be other than was meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Condition,
    NotSo,
    NotTest,
    Test,
    Where,
)
from questionnaire.banks.keys import TEXT_KEYS
from questionnaire.banks.mistakes import Kind, Told
from questionnaire.banks.model import YES_NO_WORDS, AnswerType, Bank, Flag, Question, with_probes
from questionnaire.banks.needs import Needs
from questionnaire.banks.yaml_nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    compose,
    place_of,
    word_of,
)
from questionnaire.text import clean, one_line
from questionnaire.translation import N_

FEWEST_TO_COMPARE = 5
LONG_ASK = 200
LONG_SECTION = 20
TIMES_AS_LONG = 3

_TWO_IN_ONE = re.compile(r"\b(?:and/or|en/of|et/ou|und/oder|y/o|e/o|ve/veya)\b", re.IGNORECASE)
_QUESTION_MARKS = re.compile("[?？؟]")
_WORD = re.compile(r"[^\W\d_]{2,}")


class WarningKind(Kind):
    """A kind of warning: its name, its sentence, and its remedy."""

    NEVER_ASKED = (
        N_("never asked"),
        N_("the question '{word}' can never be asked"),
        N_(
            "its condition, and what must hold for the questions it names to be asked, cannot hold at the same time"
        ),
    )
    CHECK_NEVER = (
        N_("check never true"),
        N_("the check '{word}' can never be true"),
        N_(
            "what it tests cannot hold at the same time in one interview; look at when each question is asked"
        ),
    )
    FLAG_NEVER = (
        N_("flag never true"),
        N_("this flag of '{of}' can never be true"),
        N_("what it tests cannot hold at the same time while the question is asked"),
    )
    NO_NEXT_STEP = (
        N_("no next step"),
        N_("this flag of '{of}' has no next step"),
        N_("say under next_step what is to be done after the call"),
    )
    UNFLAGGED = (
        N_("answer overlooked"),
        N_("nothing looks at the answer '{word}' of '{of}', though the answers beside it are flagged"),
        N_("flag it or probe it too, or move it away from them"),
    )
    SAME_TEXT = (
        N_("same in two languages"),
        N_("'{key}' says the same in {languages}"),
        N_("translate it"),
    )
    LANGUAGE_INCOMPLETE = (
        N_("language incomplete"),
        N_("{language} has {there} of {all} texts"),
        N_("write the missing ones; each is told where it is missing"),
    )
    TWO_QUESTIONS = (
        N_("two questions in one"),
        N_("'{of}' asks two things at once in {language}"),
        N_("ask one of them here, and the other in a question or probe of its own"),
    )
    LONG_QUESTION = (
        N_("long question"),
        N_("'{of}' is very much longer than the other questions in {language}"),
        N_("ask it in fewer words; what the buyer should know goes under listen_for"),
    )
    LONG_SECTION = (
        N_("long section"),
        N_("the section '{word}' has {count} questions and probes, very much more than the others"),
        N_("make two sections of it"),
    )


class BankWarning(Told, frozen=True):
    """One warning: the bank can be used as it is."""


def warnings_in(data: bytes, bank: Bank | None) -> tuple[BankWarning, ...]:
    """What deserves a look in a file's content, in the order of the file.

    `bank` is what was read from it; without one, because of mistakes, languages alone are looked at.
    """
    root, _mistakes = compose(data)
    if root is None:
        return ()
    finder = _Finder()
    finder.look_at_languages(root)
    if bank is not None:
        finder.look_at(bank, root)
    return tuple(sorted(finder.found, key=lambda warning: (warning.line, warning.column)))


class _Finder:
    """Looks at a bank beside the nodes it was read from."""

    def __init__(self) -> None:
        self.found: list[BankWarning] = []

    def add(self, kind: WarningKind, node: Node, **values: str) -> None:
        """Note a warning at a node."""
        shown = {key: clean(value)[:200] for key, value in values.items()}
        self.found.append(BankWarning(kind, *place_of(node), shown))

    def look_at_languages(self, root: Node) -> None:
        """How many of the texts each language has, where it lacks one."""
        texts = [languages for _key, languages in _texts(root)]
        for node in _items(_at(root, "languages")):
            language = word_of(node.value) if isinstance(node, ScalarNode) else ""
            there = sum(language in text for text in texts)
            if language and there < len(texts):
                self.add(
                    WarningKind.LANGUAGE_INCOMPLETE,
                    node,
                    language=language,
                    there=str(there),
                    all=str(len(texts)),
                )

    def look_at(self, bank: Bank, root: Node) -> None:
        """Everything else."""
        self._look_at_texts(root)
        needs, looked_at = Needs(bank), _words_looked_at(bank)
        for section, node in zip(bank.sections, _items(_at(root, "sections")), strict=True):
            for question, own in zip(section.questions, _items(_at(node, "questions")), strict=True):
                self._look_at_question(question, own, needs, looked_at)
        for check, node in zip(bank.checks, _items(_at(root, "checks")), strict=True):
            if not needs.is_possible(check.when):
                self.add(WarningKind.CHECK_NEVER, _at(node, "id") or node, word=check.id)
        self._look_at_lengths(bank, root)

    def _look_at_texts(self, root: Node) -> None:
        for key, texts in _texts(root):
            seen: dict[str, str] = {}
            for language, node in texts.items():
                for item in _items(node):
                    words = one_line(item.value).casefold() if isinstance(item, ScalarNode) else ""
                    other = seen.setdefault(words, language)
                    if other != language and len(_WORD.findall(words)) > 1:
                        self.add(WarningKind.SAME_TEXT, item, key=key, languages=f"{other}, {language}")

    def _look_at_question(
        self, question: Question, node: Node, needs: Needs, looked_at: dict[str, set[str]]
    ) -> None:
        if not needs.is_reachable(question.id):
            self.add(WarningKind.NEVER_ASKED, _at(node, "id") or node, word=question.id)
            return
        for language, text in _languages(_at(node, "ask")).items():
            words = text.value if isinstance(text, ScalarNode) else ""
            if _TWO_IN_ONE.search(words) or len(_QUESTION_MARKS.findall(words)) > 1:
                self.add(WarningKind.TWO_QUESTIONS, text, of=question.id, language=language)
        for flag, own in zip(question.flags, _items(_at(node, "flags")), strict=True):
            self._look_at_flag(flag, own, question, needs)
        self._look_at_answers(question, node, looked_at[question.id])
        for group, own in zip(question.probes, _items(_at(node, "probes")), strict=True):
            for probe, inner in zip(group.questions, _items(_at(own, "questions")), strict=True):
                self._look_at_question(probe, inner, needs, looked_at)

    def _look_at_flag(self, flag: Flag, node: Node, question: Question, needs: Needs) -> None:
        if not flag.next_step:
            self.add(WarningKind.NO_NEXT_STEP, node, of=question.id)
        if not needs.is_possible(flag.when, question.id):
            self.add(WarningKind.FLAG_NEVER, _at(node, "when") or node, of=question.id)

    def _look_at_answers(self, question: Question, node: Node, looked_at: set[str]) -> None:
        """An answer between two flagged ones at which nothing looks: of a set of answers the order says nothing."""
        if question.answer is AnswerType.YES_NO:
            places = [_at(node, "answer") or node] * len(YES_NO_WORDS)
        elif question.answer is AnswerType.CHOICE:
            places = [_at(item, "id") or item for item in _items(_at(node, "choices"))]
        else:
            return
        answers = list(zip(_answers_of(question), places, strict=True))
        tests = [test for flag in question.flags for name, test in _tests(flag.when) if name == question.id]
        flagged = {word for test in tests for word in _called_by(test, question)}
        for before, (word, place), after in zip(answers, answers[1:], answers[2:], strict=False):
            if word not in looked_at and before[0] in flagged and after[0] in flagged:
                self.add(WarningKind.UNFLAGGED, place, word=word, of=question.id)

    def _look_at_lengths(self, bank: Bank, root: Node) -> None:
        nodes = list(_questions(root))
        for language in bank.languages:
            asks = [_languages(_at(node, "ask"), language).get(language) for node in nodes]
            lengths = [len(one_line(node.value)) if isinstance(node, ScalarNode) else 0 for node in asks]
            for question, node, length in zip(bank.questions(), asks, lengths, strict=True):
                if node is not None and _stands_out(length, lengths, LONG_ASK):
                    self.add(WarningKind.LONG_QUESTION, node, of=question.id, language=language)
        counts = [sum(1 for _each in with_probes(section.questions)) for section in bank.sections]
        places = _items(_at(root, "sections"))
        for section, node, count in zip(bank.sections, places, counts, strict=True):
            if _stands_out(count, counts, LONG_SECTION):
                place = _at(node, "id") or node
                self.add(WarningKind.LONG_SECTION, place, word=section.id, count=str(count))


def _stands_out(length: int, lengths: list[int], least: int) -> bool:
    several = len(lengths) >= FEWEST_TO_COMPARE
    return several and length > least and length > TIMES_AS_LONG * median(lengths)


def _words_looked_at(bank: Bank) -> dict[str, set[str]]:
    """For each question the words of its answer that a flag, a probe, a check or any other condition looks at."""
    found: dict[str, set[str]] = defaultdict(set)
    questions = {question.id: question for question in bank.questions()}
    conditions = [check.when for check in bank.checks]
    for question in questions.values():
        conditions += [question.ask_if] if question.ask_if is not None else []
        conditions += [flag.when for flag in question.flags]
        conditions += [group.when for group in question.probes]
    for condition in conditions:
        for name, test in _tests(condition):
            if name in questions:
                found[name] |= _named_in(test) | _called_by(test, questions[name])
    return found


def _answers_of(question: Question) -> tuple[str, ...]:
    is_yes_no = question.answer is AnswerType.YES_NO
    return YES_NO_WORDS if is_yes_no else tuple(choice.id for choice in question.choices)


def _called_by(test: Test, question: Question) -> set[str]:
    """The answers of a question of which a test of words is true."""
    return {word for word in _answers_of(question) if _is_true_of(test, word)}


def _named_in(test: Test) -> set[str]:
    match test:
        case AnyWord(words):
            return set(words)
        case NotTest(inner):
            return _named_in(inner)
        case AllTests(tests):
            return {word for inner in tests for word in _named_in(inner)}
    return set()


def _is_true_of(test: Test, word: str) -> bool:
    match test:
        case AnyWord(words):
            return word in words
        case NotTest(AnyWord(words)):
            return word not in words
        case NotTest(NotTest(inner)):
            return _is_true_of(inner, word)
        case NotTest(AllTests(tests)):
            return any(_is_true_of(NotTest(inner), word) for inner in tests)
        case AllTests(tests):
            return all(_is_true_of(inner, word) for inner in tests)
    return False


def _tests(condition: Condition) -> Iterator[tuple[str, Test]]:
    """Every name of a condition with the test of it, turned round where it stands under a `not`."""
    match condition:
        case Where(name, test):
            yield name, test
        case NotSo(inner):
            yield from ((name, NotTest(test)) for name, test in _tests(inner))
        case AllOf(conditions) | AnyOf(conditions):
            for inner in conditions:
                yield from _tests(inner)


def _at(node: Node | None, key: str) -> Node | None:
    """The value of a key."""
    pairs: list[tuple[Node, Node]] = node.value if isinstance(node, MappingNode) else []
    return next(
        (value for own, value in pairs if isinstance(own, ScalarNode) and word_of(own.value) == key), None
    )


def _items(node: Node | None) -> list[Node]:
    """The items of a list, or the one that stands in its place."""
    if node is None:
        return []
    return list(node.value) if isinstance(node, SequenceNode) else [node]


def _languages(node: Node | None, only: str = "") -> dict[str, Node]:
    """A text by language; with `only`, that is the language of one that stands without."""
    if isinstance(node, MappingNode):
        pairs = ((key, value) for key, value in node.value if isinstance(key, ScalarNode))
        return {word_of(key.value): value for key, value in pairs if value.value}
    return {only: node} if node is not None else {}


def _texts(node: Node) -> Iterator[tuple[str, dict[str, Node]]]:
    """Every text of a file by language, with its key."""
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _texts(item)
    for key_node, value in node.value if isinstance(node, MappingNode) else ():
        key = word_of(key_node.value) if isinstance(key_node, ScalarNode) else ""
        if key in TEXT_KEYS and isinstance(value, MappingNode):
            yield key, _languages(value)
        else:
            yield from _texts(value)


def _questions(root: Node) -> Iterator[Node]:
    """The nodes of every question with its probes, in the order of the file."""
    for section in _items(_at(root, "sections")):
        yield from _with_probes(_at(section, "questions"))


def _with_probes(node: Node | None) -> Iterator[Node]:
    for question in _items(node):
        yield question
        for group in _items(_at(question, "probes")):
            yield from _with_probes(_at(group, "questions"))

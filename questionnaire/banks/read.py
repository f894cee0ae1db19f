"""Reading a bank file: a whole bank, or every mistake in it."""

from pathlib import Path

from questionnaire.banks import keys
from questionnaire.banks.check import check_order, check_references
from questionnaire.banks.conditions import NEVER
from questionnaire.banks.fields import Fields, Notes, id_in
from questionnaire.banks.mistakes import Mistake, MistakeKind
from questionnaire.banks.model import (
    NUMERIC,
    AnswerType,
    Bank,
    Check,
    Choice,
    Figure,
    FigureKind,
    Flag,
    Probes,
    Question,
    Reason,
    Respondent,
    Section,
    Severity,
    Theme,
)
from questionnaire.banks.read_conditions import ConditionReader, Reference
from questionnaire.banks.yaml_nodes import MappingNode, Node, compose, place_of
from questionnaire.errors import BankMistakesError, InputError
from questionnaire.plain_yaml import collector_paused
from questionnaire.translation import _, ngettext

MOST_CHOICES = 35
RESERVED_CHOICES = (*(str(reason) for reason in Reason), "answered", "unanswered", "today")
RESERVED_NAMES = ("all", "any", "not", "respondent")


def read_bank(path: Path) -> Bank:
    """The bank in a file.

    Raises `InputError` where there is no such file, `BankMistakesError` where it has mistakes (all of them, one a line).
    """
    bank, mistakes = check_bank(path)
    if bank is None:
        lines = [f"{path}:{mistake.line}:{mistake.column}: {mistake.message}" for mistake in mistakes]
        count = len(mistakes)
        hint = ngettext(
            "{count} mistake; mend it and try again.", "{count} mistakes; mend them and try again.", count
        )
        raise BankMistakesError("\n".join(lines), hint.format(count=count))
    return bank


def check_bank(path: Path) -> tuple[Bank | None, tuple[Mistake, ...]]:
    """The bank in a file and no mistakes, or no bank and all its mistakes in the order of the file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {why}.").format(path=path, why=error.strerror), _("Check the path.")
        ) from error
    return parse_bank(data)


def parse_bank(data: bytes) -> tuple[Bank | None, tuple[Mistake, ...]]:
    """As `check_bank`, of a file's content."""
    with collector_paused():
        return _parsed(data)


def _parsed(data: bytes) -> tuple[Bank | None, tuple[Mistake, ...]]:
    root, mistakes = compose(data)
    if root is None:
        return None, tuple(mistakes) or (Mistake(MistakeKind.NO_QUESTIONS, 1, 1, {"place": "the file"}),)
    reader = _BankReader()
    bank = reader.bank(root)
    found = sorted([*mistakes, *reader.notes.mistakes], key=lambda mistake: (mistake.line, mistake.column))
    return (None, tuple(found)) if found else (bank, ())


class _BankReader:
    """Reads the parts of a bank from their nodes; the mistakes gather in `notes`."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.conditions = ConditionReader(self.notes)
        self.nodes: dict[str, Node] = {}
        self.other_nodes: dict[str, dict[str, Node]] = {"section": {}, "check": {}}
        self.earlier: list[tuple[str, Node]] = []

    def bank(self, node: Node) -> Bank:
        fields = Fields(self.notes, node, "the bank", keys.BANK)
        self.notes.languages = self._languages(fields.get("languages"))
        bank = Bank(
            id=self.notes.id(fields.get("bank"), "bank"),
            version=self.notes.word(fields.get("version"), "version"),
            languages=self.notes.languages,
            title=self.notes.text(fields.get("title"), "title"),
            publisher=self.notes.line(fields.get("publisher"), "publisher"),
            theme=self._theme(fields.get("theme")),
            about=self.notes.text(fields.get("about"), "about"),
            figures=self._figures(fields.get("figures")),
            sections=tuple(
                self._section(item)
                for item in self.notes.items(fields.get("sections"), "sections", "- id: ...")
            ),
            checks=tuple(
                self._check(item) for item in self.notes.items(fields.get("checks"), "checks", "- id: ...")
            ),
        )
        for word, node_of_word in self.earlier:
            self._once(word, node_of_word, self.nodes)
        check_references(bank, self.conditions.references, self.notes)
        check_order(bank, self.nodes, self.conditions.nodes, self.notes)
        return bank

    def _theme(self, node: Node | None) -> Theme | None:
        return None if node is None else self.notes.one_of(node, "theme", Theme, Theme.FREEDOM_OF_ASSOCIATION)

    def _languages(self, node: Node | None) -> tuple[str, ...]:
        seen: dict[str, Node] = {}
        for word, word_node in self.notes.words(node, "languages"):
            self._once(word, word_node, seen)
        return tuple(seen)

    def _name(self, node: Node | None) -> str:
        """The id of a question or figure: conditions name it, so it is unique among both."""
        word = self.notes.id(node, "id")
        if node is not None and word in RESERVED_NAMES:
            self.notes.add(MistakeKind.RESERVED, node, word=word)
        return self._once(word, node, self.nodes)

    def _id(self, node: Node | None, kind: str) -> str:
        return self._once(self.notes.id(node, "id"), node, self.other_nodes[kind])

    def _once(self, word: str, node: Node | None, known: dict[str, Node]) -> str:
        if node is not None and word:
            if word in known:
                self.notes.add(MistakeKind.ID_TWICE, node, word=word, line=str(place_of(known[word])[0]))
            known.setdefault(word, node)
        return word

    def _figures(self, node: Node | None) -> tuple[Figure, ...]:
        if node is None:
            return ()
        if not isinstance(node, MappingNode):
            example = "union-density: {title: ..., percent: union-members, of: workers-total}"
            self.notes.add(
                MistakeKind.WRONG_SHAPE, node, key="figures", expected="a mapping", example=example
            )
            return ()
        return tuple(
            self._figure(key_node, value) for _, key_node, value in self.notes.pairs(node, "figures")
        )

    def _figure(self, key_node: Node, node: Node) -> Figure:
        name = self._name(key_node)
        fields = Fields(self.notes, node, "figure '{of}'", keys.FIGURE, of=name)
        kind = next((kind for kind in FigureKind if kind in fields.by_key), FigureKind.PERCENT)
        if kind not in fields.by_key and isinstance(node, MappingNode):
            fields.lacks("percent")
        made_of = ("percent", "of") if kind is FigureKind.PERCENT else (str(kind),)
        for key in fields.by_key:
            if key not in ("title", *made_of):
                fields.is_unknown(key, fields.key_node(key), ("title", *made_of))
        names = [pair for key in made_of for pair in self.notes.words(fields.get(key), key)]
        if kind is not FigureKind.SUM and len(names) != 2 and kind in fields.by_key:
            example = (
                "percent: members, of: workers" if kind is FigureKind.PERCENT else "difference: [one, other]"
            )
            self.notes.add(
                MistakeKind.WRONG_SHAPE, node, key=str(kind), expected="made of two numbers", example=example
            )
        for word, word_node in names:
            self.conditions.references.append(Reference(word_node, word, "number"))
        return Figure(
            name, self.notes.text(fields.get("title"), "title"), kind, tuple(word for word, _ in names)
        )

    def _section(self, node: Node) -> Section:
        fields = Fields(self.notes, node, "the section", keys.SECTION)
        questions = self.notes.items(fields.get("questions"), "questions", "- id: ...")
        return Section(
            id=self._id(fields.get("id"), "section"),
            title=self.notes.text(fields.get("title"), "title"),
            intro=self.notes.text(fields.get("intro"), "intro"),
            questions=tuple(self._question(item) for item in questions),
        )

    def _question(self, node: Node) -> Question:
        known = id_in(node)
        place = "question '{of}'" if known else "the question"
        fields = Fields(self.notes, node, place, keys.QUESTION, of=known)
        name = self._name(fields.get("id"))
        was = self.notes.words(fields.get("was"), "was")
        self.earlier += was
        kind = self.notes.one_of(fields.get("answer"), "answer", AnswerType, AnswerType.TEXT)
        question = Question(
            id=name,
            ask=self.notes.text(fields.get("ask"), "ask"),
            answer=kind,
            was=tuple(word for word, _ in was),
            choices=self._choices(fields, kind),
            unit=self.notes.text(fields.get("unit"), "unit"),
            min=self.notes.number(fields.get("min"), "min"),
            max=self.notes.number(fields.get("max"), "max"),
            whole=self.notes.truth(fields.get("whole"), "whole"),
            listen_for=self.notes.text(fields.get("listen_for"), "listen_for"),
            evidence=self.notes.lists(fields.get("evidence"), "evidence"),
            based_on=self.notes.lines(fields.get("based_on"), "based_on"),
            ask_of=self._ask_of(fields.get("ask_of")),
            short_form=self.notes.truth(fields.get("short_form"), "short_form"),
            about_prices=self.notes.truth(fields.get("about_prices"), "about_prices"),
            ask_if=self.conditions.condition(fields.get("ask_if")),
            flags=tuple(
                self._flag(item, name)
                for item in self.notes.items(fields.get("flags"), "flags", "- when: no")
            ),
            probes=tuple(
                self._probes(item, name)
                for item in self.notes.items(fields.get("probes"), "probes", "- when: yes")
            ),
        )
        self._check_type(question, fields)
        return question

    def _check_type(self, question: Question, fields: Fields) -> None:
        if question.answer not in (AnswerType.CHOICE, AnswerType.CHOICES):
            self._refuse(fields, keys.CHOICE_ONLY, question.answer)
        if question.answer not in NUMERIC:
            self._refuse(fields, keys.NUMERIC_ONLY, question.answer)
        if question.min is not None and question.max is not None and question.min > question.max:
            self.notes.add(
                MistakeKind.BOUNDS, fields.key_node("min"), low=str(question.min), high=str(question.max)
            )

    def _refuse(self, fields: Fields, refused: tuple[str, ...], kind: AnswerType) -> None:
        for key in refused:
            if key in fields.by_key:
                self.notes.add(MistakeKind.KEY_NOT_FOR_TYPE, fields.key_node(key), key=key, type=kind)

    def _choices(self, fields: Fields, kind: AnswerType) -> tuple[Choice, ...]:
        node = fields.get("choices")
        if node is None:
            if kind in (AnswerType.CHOICE, AnswerType.CHOICES):
                fields.lacks("choices")
            return ()
        lines: dict[str, int] = {}
        choices = [
            self._choice(item, lines)
            for item in self.notes.items(node, "choices", "- {id: ..., label: {...}}")
        ]
        if len(choices) == 1:
            self.notes.add(MistakeKind.FEW_CHOICES, node)
        if len(choices) > MOST_CHOICES:
            self.notes.add(MistakeKind.MANY_CHOICES, node, limit=str(MOST_CHOICES))
        return tuple(choices)

    def _choice(self, node: Node, lines: dict[str, int]) -> Choice:
        fields = Fields(self.notes, node, "the choice", keys.CHOICE)
        id_node = fields.get("id")
        word = self.notes.id(id_node, "id")
        if id_node is not None and word in RESERVED_CHOICES:
            self.notes.add(MistakeKind.RESERVED, id_node, word=word)
        if id_node is not None and word in lines:
            self.notes.add(MistakeKind.ID_TWICE, id_node, word=word, line=str(lines[word]))
        if id_node is not None:
            lines.setdefault(word, place_of(id_node)[0])
        return Choice(word, self.notes.text(fields.get("label"), "label"))

    def _ask_of(self, node: Node | None) -> tuple[Respondent, ...]:
        before = len(self.notes.mistakes)
        nodes = [item for _, item in self.notes.words(node, "ask_of")]
        roles = [self.notes.one_of(item, "ask_of", Respondent, Respondent.MANAGEMENT) for item in nodes]
        return tuple(roles) if len(self.notes.mistakes) == before else ()

    def _flag(self, node: Node, own: str) -> Flag:
        fields = Fields(self.notes, node, "the flag of '{of}'", keys.FLAG, of=own)
        without = fields.get("without")
        if without is not None and self.notes.word(without, "without") != "evidence":
            self.notes.add(
                MistakeKind.UNKNOWN_WORD,
                without,
                "evidence",
                word=without.value,
                key="without",
                known="evidence",
            )
        return Flag(
            when=self.conditions.condition(fields.get("when"), own) or NEVER,
            severity=self.notes.one_of(fields.get("severity"), "severity", Severity, Severity.LOW),
            because=self.notes.text(fields.get("because"), "because"),
            next_step=self.notes.text(fields.get("next_step"), "next_step"),
            without_evidence=without is not None,
        )

    def _probes(self, node: Node, own: str) -> Probes:
        fields = Fields(self.notes, node, "the probes of '{of}'", keys.PROBES, of=own)
        when = self.conditions.condition(fields.get("when"), own) or NEVER
        items = self.notes.items(fields.get("questions"), "questions", "- id: ...")
        return Probes(when, tuple(self._question(item) for item in items))

    def _check(self, node: Node) -> Check:
        fields = Fields(self.notes, node, "the check", keys.CHECK)
        return Check(
            id=self._id(fields.get("id"), "check"),
            when=self.conditions.condition_of_check(fields.get("when")) or NEVER,
            severity=self.notes.one_of(fields.get("severity"), "severity", Severity, Severity.LOW),
            because=self.notes.text(fields.get("because"), "because"),
            ask_next=self.notes.text(fields.get("ask_next"), "ask_next"),
        )

"""Every kind of warning, called forth in a tiny bank: told once, at its place; and what is near it and no warning.

The sign § stands right before the place that is to be pointed at.
"""

from pathlib import Path
from textwrap import dedent

import pytest

from questionnaire.banks.read import parse_bank
from questionnaire.banks.warnings import BankWarning, WarningKind, warnings_in
from tests.banks import HEAD, bank_text
from tests.banks.test_mistakes import IN_TWO, TWO, place, question

K = WarningKind
SHIPPED = Path(__file__).parents[2] / "question_banks"


def flags(*answers: str, more: str = "") -> str:
    """Flags with everything a flag should have."""
    each = "".join(
        f"- {{when: {answer}, severity: low, because: So., next_step: Ask.}}\n" for answer in answers
    )
    return f"{more}flags:\n{each}"


def choice(*ids: str) -> str:
    return "choices:\n" + "".join(f"- {{id: {name}, label: L}}\n" for name in ids)


def check(when: str) -> str:
    return f"checks:\n  - {{id: §c, when: {when}, severity: low, because: So., ask_next: And?}}\n"


def under(when: str, *probes: str) -> str:
    lines = "".join(f"    {line}\n" for probe in probes for line in probe.splitlines())
    return f"probes:\n- when: {when}\n  questions:\n{lines}"


YN = question("", name="yn")
DEEP = question(under("yes", question(under("no", question("", name="deep")), name="mid")), name="top")
WORKERS = question("ask_of: [workers]", name="w") + question("ask_of: [management]", name="m")
FIVE = "".join(question("", name=f"q{number}") for number in range(5))
LONG = (
    "- {id: long, ask: §" + "Do you know of anything that happened at this site " * 5 + "?, answer: text}\n"
)
SECTIONS = "".join(
    f"  - {{id: s{n}, title: T, questions: [{{id: s{n}q, ask: A, answer: text}}]}}\n" for n in range(5)
)

CASES: list[tuple[str, WarningKind, str]] = [
    ("a condition that contradicts itself", K.NEVER_ASKED, YN + question(
        "ask_if: {all: [{yn: yes}, {yn: no}]}", name="§b")),
    ("a question that looks at a probe of the other answer", K.NEVER_ASKED, DEEP + question(
        "ask_if: {top: no, mid: no}", name="§b")),
    ("one two probes deep", K.NEVER_ASKED, DEEP + question("ask_if: {deep: answered, mid: yes}", name="§b")),
    ("a question that looks at what others are asked", K.NEVER_ASKED, WORKERS + question(
        "ask_of: [management]\nask_if: {w: yes}", name="§b")),
    ("a number beyond the bounds of a probe", K.NEVER_ASKED, question(
        under("{above: 50}", question("", name="p")), "percentage", "share") + question(
        "ask_if: {share: {below: 20}, p: yes}", name="§b")),
    ("a figure of questions that exclude each other", K.NEVER_ASKED, bank_text(
        question(under("yes", question("", "number", "n1")) + "- when: no\n  questions:\n"
        "    - {id: n2, ask: N, answer: number}\n") + question("ask_if: {f: {above: 0}}", name="§b"),
        "figures:\n  f: {title: F, sum: [n1, n2]}\n")),
    ("a check of an answer and of what is asked without it", K.CHECK_NEVER, bank_text(DEEP, check("{top: no, mid: yes}"))),
    ("a check whose every way is closed", K.CHECK_NEVER, bank_text(
        DEEP, check("{any: [{top: no, mid: yes}, {mid: yes, deep: no}]}"))),
    ("a check of two who are never the same", K.CHECK_NEVER, bank_text(WORKERS, check("{w: yes, m: no}"))),
    ("a flag of nothing between its bounds", K.FLAG_NEVER, question(flags("§{above: 5, below: 5}"), "number")),
    ("a flag of a probe that excludes its question", K.FLAG_NEVER, question(
        under("yes", question(flags("§{top: no}"), name="p")), name="top")),
    ("a flag without next step", K.NO_NEXT_STEP, question("flags:\n- §when: no\n  severity: low\n  because: So.")),
    ("partly between a flagged yes and no", K.UNFLAGGED, "- id: a\n  ask: A\n  answer: §yes-no\n  " + flags(
        "yes", "no").replace("\n", "\n  ").rstrip() + "\n"),
    ("a choice between two flagged ones", K.UNFLAGGED, question(
        choice("good", "bad", "§new", "worse") + flags("bad", "worse"), "choice")),
    ("a text left as it was", K.SAME_TEXT, TWO + "about: {en: The same words, nl: §The same words}\n"),
    ("evidence left as it was", K.SAME_TEXT, TWO + IN_TWO.replace(
        "answer: yes-no", "answer: yes-no, evidence: {en: [pay roll, a letter], nl: [loonlijst, §Pay  roll]}")),
    ("and/or", K.TWO_QUESTIONS, "- {id: a, ask: §Is there a union and/or a committee?, answer: yes-no}\n"),
    ("two question marks", K.TWO_QUESTIONS, "- {id: a, ask: §Is there a union? Which?, answer: text}\n"),
    ("two question marks in Arabic", K.TWO_QUESTIONS, "- {id: a, ask: §هل توجد نقابة؟ ما اسمها؟, answer: text}\n"),
    ("two questions in one language", K.TWO_QUESTIONS, TWO + IN_TWO.replace("Eerst?", "'Eerst? En dan?'").replace(
        "'Eerst", "§'Eerst")),
    ("a long question", K.LONG_QUESTION, FIVE + LONG),
    ("a long section", K.LONG_SECTION, HEAD + "sections:\n" + SECTIONS + "  - id: §long\n    title: T\n    questions:\n"
        + "".join(f"      - {{id: l{number}, ask: A, answer: text}}\n" for number in range(21))),
]  # fmt: skip

QUIET: list[tuple[str, str]] = [
    ("a question after a probe of the same answer", DEEP + question("ask_if: {top: yes, mid: no}", name="b")),
    ("a question for where a probe was not asked", DEEP + question("ask_if: {top: no, mid: unanswered}", name="b")),
    ("a check with one way open", bank_text(DEEP, check("{any: [{top: no, mid: yes}, {mid: no}]}"))),
    ("a check that what is not asked is not answered", bank_text(DEEP, check("{top: no, mid: {not: answered}}"))),
    ("a good answer before the flagged ones", question(choice("good", "bad", "worse") + flags("bad", "worse"), "choice")),
    ("an answer between flagged ones that is probed", question(
        choice("bad", "new", "worse") + flags("bad", "worse", more=under("new", question("", "text", "p"))), "choice")),
    ("an answer between flagged ones that a check looks at", bank_text(
        question(choice("bad", "new", "worse") + flags("bad", "worse"), "choice"), check("{a: new}"))),
    ("a set of answers, whose order says nothing", question(
        choice("bad", "new", "worse") + flags("bad", "worse"), "choices")),
    ("partly flagged with no", question(flags("yes", "[partly, no]"))),
    ("a word that is the same", TWO + "about: {en: Export, nl: Export}\n" + IN_TWO),
    ("a number that is the same", TWO + "about: {en: 60 %, nl: 60 %}\n" + IN_TWO),
    ("one question mark, and a slash", "- {id: a, ask: Is there a union/committee?, answer: yes-no}\n"),
    ("few questions, one of them long", LONG + question("")),
]  # fmt: skip


def told(text: str) -> tuple[str, tuple[BankWarning, ...]]:
    """The file a text stands for, and its warnings; it must be in order otherwise."""
    file = dedent(text) if text.startswith("bank:") else bank_text(text)
    if "sections" not in file:
        file += IN_TWO
    data = file.replace("§", "").encode()
    bank, mistakes = parse_bank(data)
    assert bank is not None, [mistake.message for mistake in mistakes]
    return file, warnings_in(data, bank)


@pytest.mark.parametrize(("kind", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_warning_is_told_once_at_its_place(kind: WarningKind, text: str) -> None:
    file, warnings = told(text)
    assert [warning.kind for warning in warnings] == [kind], [warning.message for warning in warnings]
    assert (warnings[0].line, warnings[0].column) == place(file)
    assert "{" not in warnings[0].message


@pytest.mark.parametrize("text", [case[1] for case in QUIET], ids=[case[0] for case in QUIET])
def test_what_is_as_it_should_be_is_not_told(text: str) -> None:
    _file, warnings = told(text.replace("§", ""))
    assert [warning.message for warning in warnings] == []


def test_no_kind_of_warning_is_missing_from_the_table() -> None:
    assert {kind for _, kind, _ in CASES} | {K.LANGUAGE_INCOMPLETE} == set(WarningKind)


def test_what_is_missing_is_counted_for_each_language() -> None:
    file = TWO.replace("[en, nl]", "[en, nl, tr]") + "about: {en: X}\n" + IN_TWO
    bank, mistakes = parse_bank(file.encode())
    assert bank is None
    assert len(mistakes) == 4
    warnings = warnings_in(file.encode(), bank)
    assert [(warning.kind, warning.line, warning.column) for warning in warnings] == [
        (K.LANGUAGE_INCOMPLETE, 3, 17),
        (K.LANGUAGE_INCOMPLETE, 3, 21),
    ]
    assert warnings[0].message.startswith("nl has 3 of 4 texts")
    assert warnings[1].message.startswith("tr has 0 of 4 texts")


def test_a_question_under_one_never_asked_is_not_told_again() -> None:
    below = under("yes", question(flags("{all: [yes, no]}"), name="p"))
    _file, warnings = told(DEEP + question("ask_if: {top: no, mid: no}\n" + below, name="b"))
    assert [(warning.kind, warning.values["word"]) for warning in warnings] == [(K.NEVER_ASKED, "b")]


def test_a_file_that_is_no_yaml_has_no_warnings() -> None:
    assert warnings_in(b"bank: [", None) == ()


@pytest.mark.parametrize(
    "path", sorted(set(SHIPPED.glob("*.yaml")) - {SHIPPED / "countries.yaml"}), ids=lambda path: path.stem
)
def test_the_shipped_banks_give_no_warnings(path: Path) -> None:
    data = path.read_bytes()
    bank, _mistakes = parse_bank(data)
    assert bank is not None
    assert [f"{warning.line}: {warning.message}" for warning in warnings_in(data, bank)] == []

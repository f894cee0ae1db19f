"""Reading bank files: what stands in the file is what is read, whatever the editor that saved it."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Comparison,
    Condition,
    IsAnswered,
    NotSo,
    NotTest,
    OlderThan,
    Unit,
    Where,
)
from questionnaire.banks.mistakes import MistakeKind
from questionnaire.banks.model import AnswerType, Bank, Choice, FigureKind, Respondent, Severity
from questionnaire.banks.read import check_bank, parse_bank, read_bank
from questionnaire.banks.shipped import shipped_banks
from questionnaire.errors import BankMistakesError, InputError
from tests.banks import HEAD, SECTION, SMALL, bank_of, bank_text, mistakes_in


def when_of(condition: str, answer: str = "yes-no") -> Condition:
    """How a condition of a flag of question `a` is read; `b` and `n` stand beside it."""
    bank = bank_of(
        f"""\
        - id: a
          ask: A
          answer: {answer}
          flags: [{{when: {condition}, severity: low, because: So.}}]
        - {{id: b, ask: B, answer: yes-no}}
        - {{id: n, ask: N, answer: number}}
        - {{id: d, ask: D, answer: date}}
        """
    )
    return next(bank.questions()).flags[0].when


# a whole bank


def test_every_part_of_a_bank_is_read() -> None:
    bank = bank_of(SMALL)
    assert (bank.id, bank.version, bank.languages) == ("small", "1.0", ("en", "nl"))
    assert [question.id for question in bank.questions()] == [
        "union-present", "union-name", "members", "chosen", "workers", "women", "languages-spoken", "agreement-date",
    ]  # fmt: skip
    present, _name, members, chosen, *_ = bank.questions()
    assert present.short_form
    assert present.flags[0].severity is Severity.HIGH
    assert present.flags[0].next_step == {"en": "Ask a union.", "nl": "Vraag een vakbond."}
    assert [flag.without_evidence for flag in present.flags] == [False, True]
    assert present.probes[0].when == Where("union-present", AnyWord(("yes", "partly")))
    assert (members.min, members.max, members.whole, members.unit["nl"]) == (0, None, True, "leden")
    assert chosen.choices[1] == Choice(
        "named", {"en": "Named by the management", "nl": "Aangewezen door de directie"}
    )
    assert (bank.figures[0].kind, bank.figures[0].of) == (FigureKind.PERCENT, ("members", "workers"))
    assert bank.checks[0].ask_next["en"] == "Which count is right?"


def test_a_bank_survives_the_json_it_is_kept_as() -> None:
    for bank in (bank_of(SMALL), read_bank(shipped_banks() / "freedom-of-association.yaml")):
        assert msgspec.json.decode(msgspec.json.encode(bank), type=Bank) == bank


def test_optional_keys_of_a_question() -> None:
    question = next(
        bank_of(
            """\
            - id: a
              was: [older, oldest]
              ask: A
              answer: percentage
              min: 2.5
              max: 40%
              listen_for: Names and dates.
              evidence: [payslips, minutes]
              based_on: [ILO C135 art. 3, "OECD guidance: garments"]
              ask_of: [union, workers]
            """
        ).questions()
    )
    assert question.was == ("older", "oldest")
    assert (question.min, question.max) == (2.5, 40)
    assert question.evidence == {"en": ("payslips", "minutes")}
    assert question.based_on == ("ILO C135 art. 3", "OECD guidance: garments")
    assert question.ask_of == (Respondent.UNION, Respondent.WORKERS)


def test_one_item_stands_for_a_list_of_one() -> None:
    question = next(
        bank_of("- {id: a, ask: A, answer: text, was: old, based_on: ILO C87, ask_of: union}").questions()
    )
    assert (question.was, question.based_on, question.ask_of) == (("old",), ("ILO C87",), (Respondent.UNION,))


def test_section_and_check_may_share_an_id_with_a_question() -> None:
    bank = bank_of(
        HEAD + SECTION.replace("only", "wages") + "      - {id: wages, ask: A, answer: yes-no}\n"
        "checks: [{id: wages, when: {wages: no}, severity: low, because: So.}]\n"
    )
    assert bank.sections[0].id == bank.checks[0].id == "wages"


# text that stands in the file


@pytest.mark.parametrize(
    "version", ["1.10", "12:30", "1_000", "0x1f", "2026-05-01", "yes", "null", "1e3", "007", "~"]
)
def test_a_plain_value_is_the_text_that_stands_in_the_file(version: str) -> None:
    assert bank_of(bank_text("- {id: a, ask: A, answer: text}").replace('"1.0"', version)).version == version


def test_yes_and_no_are_words() -> None:
    assert when_of("[yes, no]") == Where("a", AnyWord(("yes", "no")))
    assert when_of("no") == Where("a", AnyWord(("no",)))


def test_norway_is_a_country() -> None:
    assert when_of("{supplier.country: NO}") == Where("supplier.country", AnyWord(("NO",)))


@pytest.mark.parametrize(
    "word", ["“yes-no”", "‘yes-no’", "„yes-no“", "«yes-no»", '"yes-no"', "'yes-no'", "yes-no\u00a0"]
)
def test_quotes_of_a_word_processor_are_understood(word: str) -> None:
    assert next(bank_of(f"- {{id: a, ask: A, answer: {word}}}").questions()).answer is AnswerType.YES_NO
    assert next(bank_of(f"- id: a\n  ask: A\n  answer: {word}\n").questions()).answer is AnswerType.YES_NO


def test_typographic_quotes_of_a_text_are_kept() -> None:
    bank = bank_of(
        HEAD
        + "publisher: FNV “Bond” in ‘t Land\n"
        + SECTION
        + "      - {id: a, ask: “Well?”, answer: text}\n"
    )
    assert bank.publisher == "FNV “Bond” in ‘t Land"
    assert next(bank.questions()).ask == {"en": "“Well?”"}


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  ask: A\n  answer:\u00a0yes-no\n",
        "-\u00a0id: a\n  ask:\u00a0A\n  answer: yes-no\n",
        "- id: a\n  “ask”:\u00a0A\n  answer: yes-no\n",
        "- id: a\n  ask: A\n  answer:\tyes-no\t\n",
        "- id: a\u00a0\n  ask: A\n  answer: yes-no\n",
    ],
)
def test_blanks_of_a_word_processor_are_understood(text: str) -> None:
    question = next(bank_of(text).questions())
    assert (question.id, question.ask, question.answer) == ("a", {"en": "A"}, AnswerType.YES_NO)


def test_non_breaking_spaces_of_a_text_are_kept() -> None:
    assert next(bank_of("- {id: a, ask: 12\u00a0500 workers, answer: text}").questions()).ask == {
        "en": "12\u00a0500 workers"
    }


def test_a_text_over_several_lines() -> None:
    bank = bank_of(
        "- id: a\n  ask: >-\n    One\n    sentence.\n  listen_for: |\n    Two\n    lines.\n  answer: text\n"
    )
    question = next(bank.questions())
    assert (question.ask, question.listen_for) == ({"en": "One sentence."}, {"en": "Two\nlines."})


def test_byte_order_mark_and_windows_newlines_are_understood() -> None:
    data = b"\xef\xbb\xbf" + bank_text("- {id: a, ask: A, answer: text}").replace("\n", "\r\n").encode()
    bank, mistakes = parse_bank(data)
    assert not mistakes
    assert bank is not None
    assert bank.title == {"en": "Tiny"}


def test_texts_are_cleaned() -> None:
    bank = bank_of('- {id: a, ask: "e\\u0301\\u202e\\x1b[2J\\x85x", answer: text}')
    assert next(bank.questions()).ask == {"en": "é[2J\nx"}


# conditions


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("yes", Where("a", AnyWord(("yes",)))),
        ("[yes, no]", Where("a", AnyWord(("yes", "no")))),
        ("unknown", Where("a", AnyWord(("unknown",)))),
        ("answered", Where("a", IsAnswered(answered=True))),
        ("unanswered", Where("a", IsAnswered(answered=False))),
        ("[no, unanswered]", Where("a", NotTest(AllTests((NotTest(AnyWord(("no",))), NotTest(IsAnswered(answered=False))))))),
        ("{not: yes}", Where("a", NotTest(AnyWord(("yes",))))),
        ("{not: [yes, no]}", Where("a", NotTest(AnyWord(("yes", "no"))))),
        ("{not: {not: yes}}", Where("a", NotTest(NotTest(AnyWord(("yes",)))))),
        ("{b: yes}", Where("b", AnyWord(("yes",)))),
        ("{b: {not: yes}}", Where("b", NotTest(AnyWord(("yes",))))),
        ("{not: {b: yes}}", NotSo(Where("b", AnyWord(("yes",))))),
        ("{not: {not: {b: yes}}}", NotSo(NotSo(Where("b", AnyWord(("yes",)))))),
        ("{a: no, b: yes}", AllOf((Where("a", AnyWord(("no",))), Where("b", AnyWord(("yes",)))))),
        ("{any: [{b: yes}, no]}", AnyOf((Where("b", AnyWord(("yes",))), Where("a", AnyWord(("no",)))))),
        ("{all: [{b: yes}, {not: {n: 3}}]}", AllOf((Where("b", AnyWord(("yes",))), NotSo(Where("n", AnyWord(("3",))))))),
        ("{n: {above: 2}}", Where("n", Compared(Comparison.ABOVE, 2))),
        ("{n: {at_least: 20, at_most: 30.5}}",
            Where("n", AllTests((Compared(Comparison.AT_LEAST, 20), Compared(Comparison.AT_MOST, 30.5))))),
        ("{n: {below: supplier.workers}}", Where("n", Compared(Comparison.BELOW, "supplier.workers"))),
        ("{d: {before: 2026-05}}", Where("d", Compared(Comparison.BEFORE, "2026-05"))),
        ("{d: {after: today}}", Where("d", Compared(Comparison.AFTER, "today"))),
        ("{d: {older_than: 12 months}}", Where("d", OlderThan(12, Unit.MONTHS))),
        ("{d: {older_than: 1 year}}", Where("d", OlderThan(1, Unit.YEARS))),
        ("{country.c87: no}", Where("country.c87", AnyWord(("no",)))),
        ("{country.c87: {before: 1}}", None),
        ("{country.rating: [5, 5+]}", Where("country.rating", AnyWord(("5", "5+")))),
        ("{country.union_regime: single-legal-union}", Where("country.union_regime", AnyWord(("single-legal-union",)))),
        ("{respondent: [union, workers]}", Where("respondent", AnyWord(("union", "workers")))),
    ],
)  # fmt: skip
def test_conditions(text: str, condition: Condition | None) -> None:
    if condition is None:
        with pytest.raises(AssertionError, match="is no date"):
            when_of(text)
    else:
        assert when_of(text) == condition


@pytest.mark.parametrize("text", ["{above: 3}", "{not: {above: 3}}", "{at_least: 3, at_most: n}"])
def test_bare_comparisons_test_the_question_itself(text: str) -> None:
    condition = when_of(text, "number")
    assert isinstance(condition, Where)
    assert condition.name == "a"


def test_words_that_join_conditions_may_be_choices() -> None:
    question = next(
        bank_of(
            """\
            - id: a
              ask: A
              answer: choice
              choices: [{id: all, label: All}, {id: any, label: Any}, {id: not, label: Not}]
              flags: [{when: [all, any], severity: low, because: So.}]
            """
        ).questions()
    )
    assert question.flags[0].when == Where("a", AnyWord(("all", "any")))


def test_a_question_may_be_tested_by_a_condition_further_up() -> None:
    assert not mistakes_in(
        "- {id: a, ask: A, answer: text, ask_if: {b: yes}}\n- {id: b, ask: B, answer: yes-no}\n"
    )


# hostile files

HOSTILE = {
    "nothing": b"",
    "blanks": b" \n\n",
    "a comment": b"# nothing",
    "a word": b"bank",
    "a list": b"- bank: a\n- bank: b\n",
    "null": b"~",
    "brackets": b"[" * 200_000,
    "braces": b"{a: " * 100_000,
    "question marks": b"? " * 100_000,
    "nested by a blank": b"".join(b" " * depth + b"a:\n" for depth in range(2_000)),
    "dashes": b"- " * 100_000,
    "colons": b": " * 100_000,
    "laughs": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122)),
    "itself": b"&a [*a]",
    "itself as a key": b"&a {*a : b}",
    "a tag": b"!!python/object/apply:os.system [id]",
    "a merge": HEAD.encode() + b"<<: {version: 2}\n",
    "keys of all sorts": b"{[a]: b, {c: d}: e, ? : f}",
    "not text": bytes(range(256)),
    "a null byte": b"bank: a\x00b",
    "half a character": b"bank: \xc3",
    "lone surrogate": b"bank: \xed\xa0\x80",
    "version of YAML": b"%YAML 9.9\n---\na: b",
    "two documents": b"bank: a\n---\nbank: b\n",
    "long line": b"bank: " + b"a" * 1_000_000,
    "many questions of one id": (HEAD + SECTION + "      - {id: a, ask: A, answer: text}\n" * 3_000).encode(),
    "a condition of all sorts": bank_text(
        "- {id: a, ask: A, answer: yes-no, ask_if: {not: b, ? [c] : d},"
        " flags: [{when: {not: b, ? [c] : d}}, {when: [[a]]}, {when: {a: {not: {}}}}, x]}"
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_has_mistakes_and_is_no_bank(data: bytes) -> None:
    bank, mistakes = parse_bank(data)
    assert bank is None
    assert mistakes
    for mistake in mistakes:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert mistake.message.isprintable()


def test_an_expanding_file_is_refused_without_expanding_it() -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))\n"
        "from questionnaire.banks.read import parse_bank\n"
        "bank, mistakes = parse_bank(sys.stdin.buffer.read())\n"
        "print(bank, {mistake.kind.name for mistake in mistakes})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=HOSTILE["laughs"],
        capture_output=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout.decode().strip() == "None {'ALIAS'}"


@given(st.text(alphabet=st.sampled_from(list("abe:- \n[]{}\"'#&*!?|>%@`,\t\u00a0“é\x00\u202e")), max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    parse_bank(text.encode())
    parse_bank(bank_text("- id: a\n  ask: A\n  answer: yes-no\n  ").encode() + text.encode())


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_any_text_in_quotes_is_read_as_it_stands(text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    bank, mistakes = parse_bank(
        bank_text("- {id: a, ask: QUOTED, answer: text}").replace("QUOTED", quoted).encode()
    )
    if bank is None:
        assert [mistake.kind for mistake in mistakes] == [MistakeKind.EMPTY]
        assert not text.strip()
        return
    read = next(bank.questions()).ask["en"]
    assert read.split() == unicodedata.normalize("NFC", text).split()


# files


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml cannot be read"):
        check_bank(tmp_path / "none.yaml")
    with pytest.raises(InputError):
        check_bank(tmp_path)


def test_a_file_with_mistakes_is_told_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(bank_text("- {id: a, ask: A, answer: yesno}\n- {id: a, ask: A, answer: text}\n"))
    with pytest.raises(BankMistakesError) as caught:
        read_bank(path)
    assert caught.value.message.splitlines() == [
        f"{path}:9:33: 'yesno' is not known as answer (did you mean 'yes-no'?)",
        f"{path}:10:14: the id 'a' is used twice, first on line 9; give each its own id",
    ]
    assert caught.value.hint == "2 mistakes; mend them and try again."
    assert caught.value.status == 1


def test_the_shipped_banks_have_no_mistakes() -> None:
    paths = [path for path in sorted(shipped_banks().glob("*.yaml")) if "stakeholders" not in path.name]
    banks = [path for path in paths if path.read_text(encoding="utf-8").lstrip("# ").find("\nbank:") >= 0]
    assert banks
    for path in banks:
        bank, mistakes = check_bank(path)
        assert [f"{path.name}:{mistake.line}: {mistake.message}" for mistake in mistakes] == []
        assert bank is not None

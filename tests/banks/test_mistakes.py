"""Every kind of mistake, made in a tiny bank: told once, at its place, with what was probably meant.

The sign § stands right before the place that is to be pointed at.
"""

from textwrap import dedent

import pytest

from questionnaire.banks.mistakes import PHRASES, Mistake, MistakeKind
from questionnaire.banks.read import MOST_CHOICES, parse_bank
from questionnaire.banks.yaml_nodes import LARGEST
from questionnaire.translation import use_language
from tests.banks import HEAD, SECTION, bank_text, mistakes_in

K = MistakeKind
TWO = HEAD.replace("[en]", "[en, nl]").replace("title: Tiny", "title: {en: Tiny, nl: Klein}")


IN_TWO = """\
sections:
  - id: only
    title: {en: Only, nl: Enig}
    questions: [{id: first, ask: {en: First?, nl: Eerst?}, answer: yes-no}]
"""


def question(more: str, answer: str = "yes-no", name: str = "a") -> str:
    """A question with more keys, at the margin."""
    return f"- id: {name}\n  ask: Well?\n  answer: {answer}\n" + "".join(
        f"  {line}\n" for line in dedent(more).splitlines()
    )


def flag(when: str, answer: str = "yes-no", more: str = "") -> str:
    return question(f"{more}flags:\n- when: {when}\n  severity: low\n  because: So.", answer)


def choices(*ids: str) -> str:
    return "choices:\n" + "".join(f"- {{id: {name}, label: L}}\n" for name in ids)


def probe(when: str, under: str = "yes-no") -> str:
    return question(f"probes:\n- when: {when}\n  questions:\n  - {{id: §p, ask: And?, answer: text}}", under)


def check(when: str, questions: str) -> str:
    return bank_text(questions, f"checks:\n  - {{id: c, when: {when}, severity: low, because: So.}}\n")


CASES: list[tuple[str, MistakeKind, str, str]] = [
    ("an unclosed list", K.NOT_YAML, HEAD + "sections: [\n§", ""),
    ("a colon without a blank", K.NOT_YAML, HEAD + "§publisher:CNV\nsections:\n", ""),
    ("two documents", K.NOT_YAML, HEAD + "§---\nbank: other\n", ""),
    ("a control character", K.NOT_YAML, HEAD + "publisher: é§\x07\n", ""),
    ("an anchor nobody set", K.NOT_YAML, HEAD + "about: §*text\n", ""),
    ("deep lists", K.TOO_DEEP, HEAD + "sections: " + "[" * 58 + "§" + "[" * 5, ""),
    ("a non-breaking indent", K.BLANK_IN_INDENT, "- id: a\n  ask: A\n  §\u00a0answer: yes-no\n", ""),
    ("a non-breaking space in a list", K.BLANK_IN_INDENT, "- {id: a, ask: A, answer: text, §min:\u00a01}\n", ""),
    ("an alias", K.ALIAS, TWO.replace("title: {", "title: &t {") + "about: §*t\n", ""),
    ("an unknown key of a bank", K.UNKNOWN_KEY, HEAD + "§publicher: CNV\n", "publisher"),
    ("an unknown key of a section", K.UNKNOWN_KEY, HEAD + SECTION.replace("title: Only", "title: Only\n    §intor: So.")
        + "      - {id: a, ask: A, answer: text}\n", "intro"),
    ("an unknown key of a question", K.UNKNOWN_KEY, question("§probe: []"), "probes"),
    ("an unknown key without a likeness", K.UNKNOWN_KEY, question("§xyzzy: 1"), ""),
    ("an unknown key of a flag", K.UNKNOWN_KEY, flag("no\n  §next-step: Ask."), "next_step"),
    ("an unknown key of a test", K.UNKNOWN_KEY, flag("{a: {§abov: 5}}", "number"), "above"),
    ("an unknown key of a choice", K.UNKNOWN_KEY, question(
        "choices:\n- {id: x, label: X, §lable: Y}\n- {id: z, label: Z}", "choice"), "label"),
    ("a key of another figure", K.UNKNOWN_KEY, HEAD + "figures:\n  f: {title: F, sum: [supplier.workers], §of: x}\n", ""),
    ("a question without id", K.MISSING_KEY, "- §ask: Well?\n  answer: yes-no\n", ""),
    ("a choice question without choices", K.MISSING_KEY, "- §id: a\n  ask: Well?\n  answer: choice\n", ""),
    ("a figure of nothing", K.MISSING_KEY, HEAD + "figures:\n  f: §{title: F}\n", ""),
    ("a flag without severity", K.MISSING_KEY, question("flags:\n- §when: no\n  because: So."), ""),
    ("a key twice", K.KEY_TWICE, question("§answer: text"), ""),
    ("a key twice, once in quotes", K.KEY_TWICE, question("§‘answer’: text"), ""),
    ("a mapping where a list must be", K.WRONG_SHAPE, question("flags: §{when: no}"), ""),
    ("a word where a mapping must be", K.WRONG_SHAPE, "- §question\n", ""),
    ("a list where a word must be", K.WRONG_SHAPE, "- id: a\n  ask: A\n  answer: §[yes-no]\n", ""),
    ("a list as a key", K.WRONG_SHAPE, question("? §[x]\n: y"), ""),
    ("a word as ask_if", K.WRONG_SHAPE, question("ask_if: §yes"), ""),
    ("a figure of one number", K.WRONG_SHAPE, HEAD + "figures:\n  f: §{title: F, percent: supplier.workers}\n", ""),
    ("one text for two languages", K.WRONG_SHAPE, TWO + "about: §Plain.\n", ""),
    ("an empty text", K.EMPTY, "- id: a\n  ask:§\n  answer: yes-no\n", ""),
    ("an empty list", K.EMPTY, question("flags: §[]"), ""),
    ("an id with capitals", K.BAD_ID, question("", name="§Union_present"), "union-present"),
    ("an id of blanks and signs", K.BAD_ID, question("", name="§union  présent"), "union-pr-sent"),
    ("a question id twice", K.ID_TWICE, question("") + question("", name="§a"), ""),
    ("a figure named as a question", K.ID_TWICE, bank_text(
        question("", "number", "§f"), "figures:\n  f: {title: F, sum: [supplier.workers]}\n"), ""),
    ("a choice twice", K.ID_TWICE, question(choices("x", "y", "§x"), "choice"), ""),
    ("a section twice", K.ID_TWICE, HEAD + SECTION + "      - {id: a, ask: A, answer: text}\n  - id: §only\n"
        "    title: T\n    questions:\n      - {id: b, ask: B, answer: text}\n", ""),
    ("a language twice", K.ID_TWICE, HEAD.replace("[en]", "[en, §en]"), ""),
    ("an earlier id that is still in use", K.ID_TWICE, question("") + question("was: [§a]", name="b"), ""),
    ("a reason as a choice", K.RESERVED, question(choices("x", "§unknown"), "choice"), ""),
    ("a join as a question", K.RESERVED, question("", name="§any"), ""),
    ("an unknown type of answer", K.UNKNOWN_WORD, question("", "§percent"), "percentage"),
    ("an unknown severity", K.UNKNOWN_WORD, question("flags:\n- {when: no, severity: §hihg, because: So.}"), "high"),
    ("an unknown respondent", K.UNKNOWN_WORD, question("ask_of: [union, §managment]"), "management"),
    ("neither true nor false", K.UNKNOWN_WORD, question("short_form: §perhaps"), ""),
    ("without something else", K.UNKNOWN_WORD, question(
        "flags:\n- {when: yes, without: §prove, severity: low, because: So.}"), "evidence"),
    ("a bound in words", K.NOT_A_NUMBER, question("min: §ten", "number"), ""),
    ("bounds the wrong way round", K.BOUNDS, question("§min: 5\nmax: 4", "number"), ""),
    ("a day that does not exist", K.NOT_A_DATE, flag("{before: §2026-02-30}", "date"), ""),
    ("a period without a unit", K.NOT_A_PERIOD, flag("{older_than: §12}", "date"), ""),
    ("a language left out", K.MISSING_LANGUAGE, TWO + "about: §{en: X}\n", ""),
    ("a language of no bank", K.UNKNOWN_LANGUAGE, TWO + "about: {en: X, nl: Y, §de: Z}\n", ""),
    ("choices of a text", K.KEY_NOT_FOR_TYPE, question("§choices:\n- {id: x, label: X}\n- {id: y, label: Y}", "text"), ""),
    ("a unit of a date", K.KEY_NOT_FOR_TYPE, question("§unit: days", "date"), ""),
    ("one choice", K.FEW_CHOICES, question("choices:\n§- {id: x, label: X}", "choice"), ""),
    ("too many choices", K.MANY_CHOICES, question(
        "choices:\n§" + choices(*(f"c{n}" for n in range(MOST_CHOICES + 1))).partition("\n")[2], "choice"), ""),
    ("a name that nothing has", K.UNKNOWN_NAME, question("ask_if: {§b-presnt: yes}") + question("", name="b-present"),
        "b-present"),
    ("an unknown fact", K.UNKNOWN_NAME, question("ask_if: {§country.c877: no}"), "country.c87"),
    ("a bound that nothing has", K.UNKNOWN_NAME, flag("{above: §supplier.worker}", "number"), "supplier.workers"),
    ("a mistyped comparison", K.UNKNOWN_NAME, flag("{§beffore: 2026}", "date"), "before"),
    ("an earlier answer to a question that is not there", K.UNKNOWN_NAME, check(
        "{§previous.worker: yes}", question("", name="workers")), "previous.workers"),
    ("an earlier answer as a condition", K.PREVIOUS_ELSEWHERE, question("") + question(
        "ask_if: {§previous.a: yes}", name="b"), ""),
    ("an earlier answer in a flag", K.PREVIOUS_ELSEWHERE, flag("{all: [{not: {§previous.a: [yes, no]}}]}"), ""),
    ("an earlier number as a bound of a flag", K.PREVIOUS_ELSEWHERE, flag("{below: §previous.a}", "number"), ""),
    ("a figure of an earlier number", K.PREVIOUS_ELSEWHERE, bank_text(
        question("", "number"), "figures:\n  f: {title: F, sum: [§previous.a]}\n"), ""),
    ("an earlier answer that is not offered", K.UNKNOWN_CHOICE, check("{previous.a: §yess}", question("")), "yes"),
    ("a number of an earlier yes", K.NOT_NUMERIC, check(
        "{a: {below: §previous.b}}", question("", "number") + question("", name="b")), ""),
    ("a number of a figure that nothing has", K.UNKNOWN_NAME, HEAD + "figures:\n  f: {title: F, sum: [§a]}\n", ""),
    ("a choice that is not offered", K.UNKNOWN_CHOICE, question(
        choices("secret-ballot", "named") + "flags:\n- {when: §secret-balot, severity: low, because: So.}", "choice"),
        "secret-ballot"),
    ("a word of another question", K.UNKNOWN_CHOICE, question("") + question("ask_if: {a: [yes, §maybe]}", name="b"), ""),
    ("a country in small letters", K.UNKNOWN_CHOICE, question("ask_if: {supplier.country: §bd}"), "BD"),
    ("a rating that is none", K.UNKNOWN_CHOICE, question("ask_if: {country.rating: §6}"), ""),
    ("a number of a yes-no question", K.NOT_NUMERIC, flag("{§above: 5}"), ""),
    ("a bound that is no number", K.NOT_NUMERIC, question("") + question(
        "flags:\n- {when: {above: §a}, severity: low, because: So.}", "number", "b"), ""),
    ("a figure of a date", K.NOT_NUMERIC, bank_text(
        question("", "date"), "figures:\n  f: {title: F, sum: [§a]}\n"), ""),
    ("the age of a number", K.NOT_DATED, flag("{§older_than: 12 months}", "number"), ""),
    ("a date before a text", K.NOT_DATED, question("", "text") + question(
        "flags:\n- {when: {before: §a}, severity: low, because: So.}", "date", "b"), ""),
    ("an empty condition", K.EMPTY_CONDITION, question("ask_if: §{}"), ""),
    ("an empty test", K.EMPTY_CONDITION, flag("{a: §{}}"), ""),
    ("a join beside a name", K.MIXED_CONDITION, question("ask_if: {b: yes, §any: [{b: no}]}") + question("", name="b"), ""),
    ("a probe after both yes and no", K.UNREACHABLE, probe("{all: [{a: yes}, {a: no}]}"), ""),
    ("a probe beyond the bounds", K.UNREACHABLE, probe("{above: 100}", "percentage"), ""),
    ("two questions that wait for each other", K.CIRCLE,
        question("ask_if: {b: yes}", name="§a") + question("ask_if: {a: yes}", name="b"), ""),
    ("a question that waits for itself", K.CIRCLE, question("ask_if: {a: answered}", name="§a"), ""),
    ("a figure of itself", K.CIRCLE, HEAD + "figures:\n  §f: {title: F, sum: [f, supplier.workers]}\n", ""),
    ("nothing but a comment", K.NO_QUESTIONS, "§# bank: later\n", ""),
]  # fmt: skip
IN_BYTES = {K.NOT_UTF8, K.TOO_LARGE}
IN_DATABASES = {K.VERSION_NOT_RAISED}


def whole(text: str) -> str:
    """The file a text of the table stands for."""
    is_file = text.removeprefix("§").startswith(("bank:", "#"))
    file = text if is_file else bank_text(text)
    if is_file and "sections" not in file and "bank" in file and not file.startswith("§"):
        file += (
            SECTION + "      - {id: first, ask: First?, answer: yes-no}\n"
            if "[en, nl]" not in file
            else IN_TWO
        )
    return file


def place(file: str) -> tuple[int, int]:
    before = file[: file.index("§")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(
    ("kind", "text", "meant"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_mistake_is_told_at_its_place(kind: MistakeKind, text: str, meant: str) -> None:
    file = whole(text)
    bank, mistakes = parse_bank(file.replace("§", "").encode())
    assert bank is None
    found = [mistake for mistake in mistakes if mistake.kind is kind]
    assert len(found) == 1, [mistake.message for mistake in mistakes]
    if "§" in file:
        assert (found[0].line, found[0].column) == place(file)
    assert found[0].meant == meant
    assert "{" not in found[0].message.partition("; write it like this")[0].replace("{en: ", "")
    assert (f"did you mean '{meant}'" in found[0].message) is bool(meant)


def test_no_kind_of_mistake_is_missing_from_the_table() -> None:
    assert {kind for _, kind, _, _ in CASES} | IN_BYTES | IN_DATABASES == set(MistakeKind)


@pytest.mark.parametrize("text", [case[2] for case in CASES], ids=[case[0] for case in CASES])
def test_one_mistake_is_not_told_as_several(text: str) -> None:
    _, mistakes = parse_bank(whole(text).replace("§", "").encode())
    assert len(mistakes) == 1, [mistake.message for mistake in mistakes]


def test_a_file_in_another_encoding() -> None:
    file = bank_text(question("")).replace("Well?", "Wellés?").encode("latin-1")
    bank, mistakes = parse_bank(file)
    assert bank is None
    assert [(mistake.kind, mistake.line, mistake.column) for mistake in mistakes] == [(K.NOT_UTF8, 10, 18)]
    assert parse_bank(bank_text(question("")).encode("utf-16"))[1][0].kind is K.NOT_UTF8


def test_a_file_too_large() -> None:
    bank, mistakes = parse_bank(b"#" * (LARGEST + 1))
    assert bank is None
    assert [(mistake.kind, mistake.line) for mistake in mistakes] == [(K.TOO_LARGE, 1)]


def test_a_tab_in_the_indentation_is_named_beside_what_the_parser_says() -> None:
    mistakes = mistakes_in("- id: a\n  ask: A\n\tanswer: yes-no\n")
    assert [(mistake.kind, mistake.line, mistake.column) for mistake in mistakes] == [
        (K.BLANK_IN_INDENT, 11, 7),
        (K.NOT_YAML, 11, 7),
    ]
    assert mistakes[0].message.startswith("a tab stands")


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    mistakes = mistakes_in(
        """\
        - {id: a, ask: A, answer: yesno}
        - {id: b, ask: B, answer: yes-no, ask_if: {c: yes}}
        - {id: c, ask: C, answer: yes-no, ask_if: {b: yes}}
        - id: d
          ask: D
          answer: number
          colour: red
          min: 0
          probes:
            - when: {below: 0}
              questions: [{id: e, ask: E, answer: text}]
            - when: {zz: yes}
              questions: [{id: f, ask: F, answer: text}]
        - {id: d, ask: D, answer: text}
        """
    )
    assert [(mistake.kind, mistake.line) for mistake in mistakes] == [
        (K.UNKNOWN_WORD, 9),
        (K.CIRCLE, 10),
        (K.UNKNOWN_KEY, 15),
        (K.UNREACHABLE, 19),
        (K.UNKNOWN_NAME, 20),
        (K.ID_TWICE, 22),
    ]


def test_two_circles_are_both_told() -> None:
    mistakes = mistakes_in(
        """\
        - {id: a, ask: A, answer: yes-no, ask_if: {b: yes}}
        - {id: b, ask: B, answer: yes-no, ask_if: {a: yes}}
        - {id: c, ask: C, answer: yes-no, ask_if: {d: yes}}
        - {id: d, ask: D, answer: yes-no, ask_if: {c: yes}}
        """
    )
    assert [mistake.values["circle"] for mistake in mistakes] == ["a > b > a", "c > d > c"]


def test_a_message_says_what_is_wrong_and_how_to_mend_it() -> None:
    (mistake,) = mistakes_in("- {id: a, ask: A, answer: yes-no, colour: red}")
    assert mistake.message == (
        "question 'a' has no key 'colour'; the keys here are: id, was, ask, answer, choices, unit, min, max, "
        "whole, listen_for, evidence, based_on, ask_of, short_form, about_prices, ask_if, flags, probes"
    )


def test_control_characters_of_a_file_do_not_reach_a_message() -> None:
    mistakes = mistakes_in('- {id: "a\\x1b[31m\\u202ered", ask: A, answer: yes-no}')
    assert mistakes
    assert all(mistake.message.isprintable() for mistake in mistakes)


def test_words_of_the_tool_are_translated_and_words_of_the_file_are_not() -> None:
    assert {"the bank", "a tab"} <= PHRASES
    use_language("nl")
    mistake = Mistake(
        K.UNKNOWN_KEY, 1, 1, {"place": "question '{of}'", "of": "yes", "key": "no", "known": "id"}
    )
    assert "yes" in mistake.message
    assert "'no'" in mistake.message

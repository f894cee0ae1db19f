"""The shipped bank: it holds what was asked for, reads well, and every rule in it can come true."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from questionnaire.banks import keys as bank_keys
from questionnaire.banks import read
from questionnaire.banks.conditions import AnyWord, Comparison, Condition, Unit, Where, names_in
from questionnaire.banks.model import (
    AnswerType,
    Bank,
    Question,
    Reason,
    Respondent,
    Severity,
    Text,
    Theme,
    with_probes,
)
from questionnaire.banks.names import COUNTRY_FACTS, YEAR_FACTS
from questionnaire.banks.read import parse_bank, read_bank
from questionnaire.interviews.answers import Answer, parse_evidence, parse_value
from questionnaire.interviews.findings import Finding, FindingKind, Inspector
from questionnaire.interviews.walk import Answers, Context, Walk
from questionnaire.reference.countries import Countries
from questionnaire.reference.read_countries import load_countries

BANKS = Path(__file__).parents[1] / "question_banks"
FILE = BANKS / "freedom-of-association.yaml"
CASES = Path(__file__).parent / "data" / "trips_everything.yaml"
UMBRELLA = "freedom-of-association"
SHORT_FORM = (
    "workers-total", "site-opened", UMBRELLA, "workers-informed", "union-tried", "outside-union-access",
    "harmed-24-months", "representatives-chosen", "union-present", "union-members", "agreement-in-force",
    "complaints-12-months",
)  # fmt: skip


@cache
def shipped() -> Bank:
    return read_bank(FILE)


@cache
def countries() -> Countries:
    return load_countries(BANKS / "countries.yaml")


@cache
def cases() -> dict[str, Any]:
    """The scripted interviews; every plain value is the text that stands in the file."""
    data: dict[str, Any] = yaml.load(CASES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


@cache
def by_id() -> dict[str, Question]:
    return {question.id: question for question in shipped().questions()}


def nine() -> list[Question]:
    return [probe for group in by_id()[UMBRELLA].probes for probe in group.questions]


def texts() -> Iterator[tuple[str, Text]]:
    """Every text of the bank, with where it stands."""
    bank = shipped()
    yield "title", bank.title
    yield "about", bank.about
    for figure in bank.figures:
        yield figure.id, figure.title
    for section in bank.sections:
        yield section.id, section.title
        yield section.id, section.intro
    for question in bank.questions():
        yield question.id, question.ask
        yield question.id, question.listen_for
        yield from ((question.id, choice.label) for choice in question.choices)
        if question.unit:
            yield question.id, question.unit
        for flag in question.flags:
            yield question.id, flag.because
            yield question.id, flag.next_step
    for check in bank.checks:
        yield check.id, check.because
        yield check.id, check.ask_next


def conditions() -> Iterator[Condition]:
    for question in shipped().questions():
        if question.ask_if is not None:
            yield question.ask_if
        yield from (flag.when for flag in question.flags)
        yield from (group.when for group in question.probes)
    yield from (check.when for check in shipped().checks)


def walk_in(
    country: str,
    *,
    workers: int = 1200,
    short: bool = False,
    respondent: str = "management",
    previous: Mapping[str, str] | None = None,
) -> Walk:
    facts = {name: fact.value for name, fact in countries().by_code[country].facts.items()}
    today = date.fromisoformat(cases()["today"])
    context = Context(Respondent(respondent), today, short, country, workers, facts, answered(previous or {}))
    return Walk(shipped(), context)


def answered(typed: Mapping[str, str], evidence: Mapping[str, str] | None = None) -> dict[str, Answer]:
    """Answers as a person types them: a value, or a reason by its word."""
    given = {}
    for name, word in typed.items():
        is_reason = word in tuple(Reason)
        given[name] = Answer(reason=Reason(word)) if is_reason else Answer(parse_value(by_id()[name], word))
    for name, shown in (evidence or {}).items():
        given[name] = Answer(given[name].value, given[name].reason, evidence=(parse_evidence(shown),))
    return given


def played(case: Mapping[str, Any], *, short: bool = False) -> tuple[Walk, Answers, tuple[Finding, ...]]:
    walk = walk_in(
        case["country"],
        workers=int(case["workers"]),
        short=short,
        respondent=case["respondent"],
        previous=case.get("previous"),
    )
    answers = answered(case["answers"], case.get("evidence"))
    return walk, answers, Inspector(walk).findings(answers)


def keys(walk: Walk, answers: Answers) -> set[str]:
    return {finding.key for finding in Inspector(walk).findings(answers)}


def asked(walk: Walk, answers: Answers) -> set[str]:
    return {step.question.id for step in walk.asked(answers)}


# What was asked for


def test_holds_forty_to_fifty_main_questions() -> None:
    top = [question for section in shipped().sections for question in section.questions]
    assert 40 <= len(top) + len(nine()) <= 50
    assert len(shipped().sections) == 11
    assert shipped().theme is Theme.FREEDOM_OF_ASSOCIATION


def test_the_umbrella_has_exactly_nine_questions_under_it() -> None:
    assert len(nine()) == 9
    assert "workers-informed" in [question.id for question in nine()]


def test_holds_enough_probes_flags_and_checks() -> None:
    bank = shipped()
    mains = sum(len(section.questions) for section in bank.sections) + len(nine())
    questions = list(bank.questions())
    assert len(questions) - mains >= 25
    assert sum(bool(question.flags) for question in questions) >= 30
    assert len(bank.checks) >= 24
    assert sum(flag.without_evidence for question in questions for flag in question.flags) >= 8


def test_the_short_form_marks_its_twelve_questions() -> None:
    assert sorted(question.id for question in shipped().questions() if question.short_form) == sorted(
        SHORT_FORM
    )


def test_every_question_says_what_to_listen_for_ask_to_see_and_rests_on() -> None:
    for question in shipped().questions():
        assert set(question.listen_for) == {"en", "nl"}, question.id
        assert question.evidence["en"], question.id
        assert len(question.evidence["en"]) == len(question.evidence["nl"]), question.id
        assert question.based_on, question.id


def test_every_flag_and_check_says_why_and_what_next() -> None:
    rules = [
        (question.id, flag.because, flag.next_step)
        for question in by_id().values()
        for flag in question.flags
    ]
    rules += [(check.id, check.because, check.ask_next) for check in shipped().checks]
    for name, because, next_step in rules:
        assert set(because) == set(next_step) == {"en", "nl"}, name


# How it reads


def test_english_and_dutch_are_never_the_same() -> None:
    assert not [(name, text) for name, text in texts() if text["en"] == text["nl"]]


def test_one_thing_per_question() -> None:
    for question in shipped().questions():
        for text in question.ask.values():
            assert text.count("?") == 1, question.id
            assert text.endswith("?"), question.id
            assert not re.search(r" (and|en)/(or|of) ", text), question.id


def test_texts_fit_a_small_screen() -> None:
    for question in shipped().questions():
        for language in ("en", "nl"):
            assert len(question.ask[language]) <= 140, question.id
            assert all(len(choice.label[language]) <= 50 for choice in question.choices), question.id
            assert len(question.choices) <= 9, question.id
            assert len(re.findall(r"[.?!]\"?(?= |$)", question.listen_for[language])) <= 2, question.id
            for flag in question.flags:
                assert len(flag.because[language]) <= 140, question.id


def test_texts_hold_no_markup_and_no_blanks_too_many() -> None:
    for name, text in texts():
        for words in text.values():
            assert not re.search(r"  |[*_`<>\n]", words), (name, words)


# What can come true


def test_every_probe_opens_every_flag_fires_every_check_fails() -> None:
    found: set[str] = set()
    opened: set[str] = set()
    for case in cases()["interviews"]:
        walk, answers, findings = played(case)
        found |= {finding.key for finding in findings}
        opened |= asked(walk, answers)
    bank = shipped()
    rules = {f"check:{check.id}" for check in bank.checks}
    for question in bank.questions():
        for number, flag in enumerate(question.flags, 1):
            kind = FindingKind.CLAIM if flag.without_evidence else FindingKind.FLAG
            rules.add(f"{kind}:{question.id}:{number}")
    assert not set(by_id()) - opened, f"add a case to {CASES.name} that opens these"
    assert not rules - found, f"add a case to {CASES.name} that sets these off"


@pytest.mark.parametrize("number", range(7))
def test_nothing_is_answered_that_is_not_asked(number: int) -> None:
    case = cases()["interviews"][number]
    walk, answers, _findings = played(case)
    assert set(answers) <= asked(walk, answers)
    assert len(cases()["interviews"]) == 7


def test_an_honest_factory_sets_off_no_check_and_no_high_flag() -> None:
    walk, answers, findings = played(cases()["honest"])
    assert asked(walk, answers) == set(answers)
    assert not [finding.key for finding in findings if finding.kind in (FindingKind.CHECK, FindingKind.CLAIM)]
    assert not [finding.key for finding in findings if finding.severity is Severity.HIGH]


def test_an_honest_factory_that_shows_nothing_is_asked_to() -> None:
    case = {**cases()["honest"], "evidence": {}}
    _walk, _answers, findings = played(case)
    claims = {finding.question for finding in findings if finding.kind is FindingKind.CLAIM}
    assert len(claims) >= 8
    assert UMBRELLA in claims


def test_the_call_does_not_go_on_for_ever() -> None:
    walk, answers, _findings = played(cases()["honest"])
    assert walk.progress(answers).asked <= 92
    short = walk_in("BD", short=True)
    first = answered({"workers-total": "1180", UMBRELLA: "yes", "union-present": "no"})
    assert short.progress(first).asked <= 17


def test_what_was_there_in_the_round_before_and_is_gone_is_asked_after() -> None:
    now = answered({"union-present": "no", "agreement-in-force": "no"})
    walk = walk_in("BD", previous={"union-present": "yes", "agreement-in-force": "yes"})
    gone = {"check:union-gone", "check:agreement-gone"}
    assert gone <= keys(walk, now)
    assert not gone & keys(walk_in("BD"), now)
    assert not gone & keys(
        walk_in("BD", previous={"union-present": "no", "agreement-in-force": "refused"}), now
    )


@pytest.mark.parametrize("country", ["CN", "VN"])
def test_a_plain_yes_under_a_single_legal_union_does_not_fit(country: str) -> None:
    walk = walk_in(country)
    plain = answered({UMBRELLA: "yes"})
    assert "check:free-under-one-legal-union" in keys(walk, plain)
    assert {"law-forbids", "parallel-means"} <= asked(walk, plain)
    chosen = answered({UMBRELLA: "yes", "parallel-means": "yes"})
    assert "check:free-under-one-legal-union" not in keys(walk, chosen)
    assert "check:free-under-one-legal-union" not in keys(walk_in("BD"), plain)


@pytest.mark.parametrize(
    ("word", "count"),
    [("yes", 9), ("partly", 9), ("unknown", 9), ("refused", 9), ("no", 3), ("to-follow", 0)],
)
def test_the_answer_to_the_umbrella_opens_its_questions(word: str, count: int) -> None:
    opened = asked(walk_in("BD"), answered({UMBRELLA: word})) & {question.id for question in nine()}
    assert len(opened) == count
    if word == "no":
        assert opened == {"excluded-from-joining", "harmed-24-months", "verify-alone"}


def test_no_to_the_umbrella_asks_what_the_law_forbids() -> None:
    law = {"law-forbids", "parallel-means"}
    assert law <= asked(walk_in("BD"), answered({UMBRELLA: "no"}))
    assert not law & asked(walk_in("BD"), answered({UMBRELLA: "yes"}))


def test_the_facts_of_countries_that_conditions_use_are_in_the_country_file() -> None:
    names = {
        name for condition in conditions() for name in names_in(condition) if name.startswith("country.")
    }
    known = {fact for country in countries().by_code.values() for fact in country.facts}
    assert names
    for name in names:
        assert name.removeprefix("country.") in known & set(COUNTRY_FACTS), name


def test_the_countries_that_conditions_name_are_in_the_country_file() -> None:
    def named(condition: Any) -> Iterator[str]:
        match condition:
            case Where("supplier.country", AnyWord(words)):
                yield from words
            case Where():
                pass
            case _:
                inner = getattr(condition, "conditions", None) or (condition.condition,)
                for part in inner:
                    yield from named(part)

    words = {word for condition in conditions() for word in named(condition)}
    assert words
    assert words <= set(countries().by_code)


def test_probes_stand_under_what_calls_for_them() -> None:
    """Nobody is asked a date or a number of something the answer says is not there."""
    for question in shipped().questions():
        if question.answer is AnswerType.YES_NO and question.id != UMBRELLA:
            for group in question.probes:
                if any(probe.answer is AnswerType.DATE for probe in with_probes(group.questions)):
                    assert isinstance(group.when, Where), question.id
                    assert isinstance(group.when.test, AnyWord), question.id
                    assert "no" not in group.when.test.words, question.id


# What its editors read


@cache
def readme() -> str:
    return (BANKS / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_field_the_reader_knows() -> None:
    parts = [value for value in vars(bank_keys).values() if isinstance(value, bank_keys.Keys)]
    fields = {field for part in parts for field in part.known}
    assert {"bank", "percent", "intro", "ask_if", "label", "without", "ask_next"} <= fields
    assert not sorted(field for field in fields if f"`{field}`" not in readme())


def test_the_readme_names_every_word_the_reader_knows() -> None:
    words = [*AnswerType, *Reason, *Severity, *Respondent, *Theme, *COUNTRY_FACTS[: len(YEAR_FACTS)]]
    words += [*read.RESERVED_NAMES, *read.RESERVED_CHOICES]
    words += [*Comparison, "older_than", *Unit]
    assert not sorted({str(word) for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", readme())})


def test_the_conditions_the_readme_shows_are_ones() -> None:
    """Each is put into the bank as a check and read."""
    table = re.findall(r"^\| `([\w.-]+: [^`]+)` \|", readme(), re.MULTILINE)
    joined = re.findall(r"^when: (\{.+\})$", readme(), re.MULTILINE)
    prose = re.findall(r"`(country\.\w+: [^`]+)`", readme())
    shown = [*(f"{{{test}}}" for test in (*table, *prose)), *joined]
    assert len(shown) >= 15
    checks = "".join(
        f"  - {{id: shown-{number}, when: {condition}, severity: low, because: {{en: One., nl: Een.}}}}\n"
        for number, condition in enumerate(shown)
    )
    bank, mistakes = parse_bank((FILE.read_text(encoding="utf-8") + checks).encode())
    assert [mistake.message for mistake in mistakes] == []
    assert bank is not None
    assert len(bank.checks) == len(shipped().checks) + len(shown)

"""Generated banks: every type of answer, conditions of every form, hostile texts; all of them pass the checker."""

from typing import Any

from hypothesis import strategies as st

from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.xlsform.yaml_text import yaml_text

Draw = Any

LETTERS = st.characters(
    blacklist_categories=["Cs", "Cc", "Co", "Cn"], blacklist_characters="\ufeff\ufff9\ufffa\ufffb"
)
NASTY = st.sampled_from(
    [
        "=1+1", "+1", "-2", "@SUM(A1)", "${other}", "$\u2060{x}", "<b>bold</b>", "a & b", "# no comment", "key: value", "- item",
        "'quoted'", '"double"', "{braces: x}", "[a, b]", "yes", "null", "~", "1.0", "2026-05-01", "0x1F", "_x0041_", "a\nb", "a\n\n  b",
        "*alias", "&anchor", "!tag", "| pipe", "> fold", "%", "`tick`", "\u201ctypographic\u201d", "een \u00a0 blanco", "tab\there",
        "a, b", "ends with colon:", "\U0001f600", "বাংলা", "ខ្មែរ", "x" * 300, "word " * 60, "http://example.org", "#REF!",
    ]
)  # fmt: skip
WORDS = st.one_of(NASTY, st.text(LETTERS, min_size=1, max_size=40)).map(str.strip).filter(bool)
LINES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def texts(draw: Draw, languages: list[str]) -> dict[str, str]:
    return {language: draw(WORDS) for language in languages}


TYPES = ("yes-no", "choice", "choices", "number", "percentage", "date", "text")
REASONS = ("unknown", "refused", "not-applicable", "to-follow")


@st.composite
def answer_tests(draw: Draw, question: dict[str, Any]) -> Any:
    """A test of the answer to a question."""
    kind = question["answer"]
    words = {
        "yes-no": ["yes", "partly", "no"],
        "choice": [choice["id"] for choice in question.get("choices", [])],
        "choices": [choice["id"] for choice in question.get("choices", [])],
        "number": ["0", "5", "2.5"],
        "percentage": ["10", "50"],
        "date": ["2026-05-01", "today"],
        "text": ["word", "it's", "two words"],
    }[kind] + list(REASONS)
    options: list[Any] = [
        st.sampled_from(words),
        st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True),
        st.just("answered"),
    ]
    if kind in ("number", "percentage"):
        numbers = st.sampled_from(["0", "1", "20", "12.5"])
        options += [
            st.builds(
                lambda how, n: {how: n}, st.sampled_from(["above", "below", "at_least", "at_most"]), numbers
            ),
            st.just({"at_least": "3", "at_most": "30"}),
        ]
    if kind == "date":
        days = st.sampled_from(["2026-05-01", "2025-12-31", "today"])
        options += [st.builds(lambda how, day: {how: day}, st.sampled_from(["before", "after"]), days)]
    test = draw(st.one_of(options))
    return {"not": test} if draw(st.integers(0, 3)) == 0 else test


@st.composite
def conditions(draw: Draw, questions: list[dict[str, Any]], depth: int = 0) -> Any:
    """A condition on some of the questions."""
    question = draw(st.sampled_from(questions))
    simple = {question["id"]: draw(answer_tests(question))}
    if depth > 1:
        return simple
    form = draw(st.integers(0, 7))
    inner = conditions(questions, depth + 1)
    if form == 0:
        return {"all": draw(st.lists(inner, min_size=1, max_size=3))}
    if form == 1:
        return {"any": draw(st.lists(inner, min_size=1, max_size=3))}
    if form == 2:
        return {"not": draw(inner)}
    if form == 3:
        other = draw(st.sampled_from(questions))
        return simple | {other["id"]: draw(answer_tests(other))}
    return simple


@st.composite
def questions(
    draw: Draw, names: list[str], languages: list[str], earlier: list[dict[str, Any]], depth: int
) -> dict[str, Any]:
    """A question; its probes and flags too."""
    kind = draw(st.sampled_from(TYPES))
    question: dict[str, Any] = {"id": names.pop(), "ask": draw(texts(languages)), "answer": kind}
    if kind in ("choice", "choices"):
        ids = draw(
            st.lists(
                st.sampled_from(["a", "b-c", "1", "none", "other", "2nd"]),
                min_size=2,
                max_size=4,
                unique=True,
            )
        )
        question["choices"] = [{"id": name, "label": draw(texts(languages))} for name in ids]
    if kind in ("number", "percentage"):
        question |= draw(
            st.sampled_from([{}, {"min": "0"}, {"min": "0", "max": "100"}, {"max": "99.5"}, {"min": "-3"}])
        )
        question |= draw(st.sampled_from([{}, {"unit": draw(texts(languages))}]))
    if kind == "number":
        question |= draw(st.sampled_from([{}, {"whole": "true"}]))
    for key in ("listen_for", "was", "based_on", "ask_of", "short_form", "about_prices", "evidence"):
        if draw(st.integers(0, 3)) == 0:
            question[key] = draw(_extra(key, question["id"], languages))
    if earlier and draw(st.integers(0, 2)) == 0:
        question["ask_if"] = draw(conditions(earlier))
    if draw(st.integers(0, 2)) == 0:
        flag: dict[str, Any] = {
            "when": draw(answer_tests(question)),
            "severity": draw(st.sampled_from(["high", "low"])),
        }
        flag["because"] = draw(texts(languages))
        question["flags"] = [
            flag | draw(st.sampled_from([{}, {"without": "evidence"}, {"next_step": draw(texts(languages))}]))
        ]
    if depth < 2 and names and draw(st.integers(0, 2)) == 0:
        question["probes"] = []
        for when in draw(st.lists(answer_tests(question), min_size=1, max_size=2, unique_by=repr)):
            if names:
                probe = draw(questions(names, languages, [*earlier, question], depth + 1))
                question["probes"].append({"when": when, "questions": [probe]})
    return question


def _extra(key: str, name: str, languages: list[str]) -> st.SearchStrategy[Any]:
    found: dict[str, st.SearchStrategy[Any]] = {
        "listen_for": texts(languages),
        "was": st.just([f"was-{name}"]),
        "based_on": st.lists(LINES, min_size=1, max_size=3),
        "ask_of": st.sampled_from([["union"], ["management", "workers"]]),
        "short_form": st.just("true"),
        "about_prices": st.just("true"),
        "evidence": st.fixed_dictionaries(
            {code: st.lists(WORDS, min_size=1, max_size=3) for code in languages}
        ),
    }
    return found[key]


NAMES = (
    "union-present",
    "1st",
    "meta",
    "name",
    "q-2",
    "data",
    "x",
    "long-name-of-a-question",
    "above",
    "end",
    "number-of-workers",
    "z9",
)


@st.composite
def bank_data_drawn(draw: Draw) -> dict[str, Any]:
    """The data of a bank file; it may hold a probe that cannot be reached."""
    languages = draw(st.sampled_from([["en"], ["en", "nl"], ["nl", "en"], ["bn", "km", "en"]]))
    names = [f"more-{number}" for number in range(40)] + list(draw(st.permutations(NAMES)))
    data: dict[str, Any] = {
        "bank": draw(st.sampled_from(["tiny", "b-2"])),
        "version": draw(st.sampled_from(["1.0", "2", "2026-05"])),
        "languages": languages,
        "title": draw(texts(languages)),
    }
    if draw(st.booleans()):
        data |= {"publisher": draw(LINES), "about": draw(texts(languages)), "theme": "living-wage"}
    sections = []
    earlier: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        section: dict[str, Any] = {"id": f"s{number}", "title": draw(texts(languages))}
        if draw(st.booleans()):
            section["intro"] = draw(texts(languages))
        section["questions"] = []
        for _question in range(draw(st.integers(1, 2))):
            question = draw(questions(names, languages, list(earlier), 0))
            section["questions"].append(question)
            earlier += _all(question)
        sections.append(section)
    numbers = [one["id"] for one in earlier if one["answer"] in ("number", "percentage")]
    if len(numbers) > 1 and draw(st.booleans()):
        kinds = [{"percent": numbers[0], "of": numbers[1]}, {"sum": numbers}, {"difference": numbers[:2]}]
        data["figures"] = {"fig": {"title": draw(texts(languages)), **draw(st.sampled_from(kinds))}}
    data["sections"] = sections
    if draw(st.booleans()):
        check = {
            "id": "check",
            "when": draw(conditions(earlier)),
            "severity": "medium",
            "because": draw(texts(languages)),
        }
        data["checks"] = [check | draw(st.sampled_from([{}, {"ask_next": draw(texts(languages))}]))]
    return data


def _all(question: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        question,
        *(one for group in question.get("probes", []) for probe in group["questions"] for one in _all(probe)),
    ]


def bank_in(data: dict[str, Any]) -> Bank | None:
    bank, _mistakes = parse_bank(yaml_text(data).encode())
    return bank


BANKS: st.SearchStrategy[Bank] = bank_data_drawn().map(bank_in).filter(lambda bank: bank is not None)  # type: ignore[assignment]

"""A bank as the plain data of its file, in one canonical form: read again, it is the same bank."""

from decimal import Decimal

from questionnaire.banks.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Condition,
    IsAnswered,
    NotSo,
    NotTest,
    OlderThan,
    Test,
    Where,
)
from questionnaire.banks.model import Bank, Check, Figure, FigureKind, Flag, Question, Section, Text
from questionnaire.banks.xlsform.data import Data


def bank_data(bank: Bank) -> dict[str, Data]:
    """The mapping of a bank's file."""
    data: dict[str, Data] = {
        "bank": bank.id,
        "version": bank.version,
        "languages": list(bank.languages),
        "title": _text(bank.title),
    }
    _add(data, "publisher", bank.publisher)
    _add(data, "theme", str(bank.theme or ""))
    _add(data, "about", _text(bank.about))
    _add(data, "figures", {figure.id: _figure(figure) for figure in bank.figures})
    data["sections"] = [_section(section) for section in bank.sections]
    _add(data, "checks", [_check(check) for check in bank.checks])
    return data


def condition_data(condition: Condition, own: str | None = None) -> Data:
    """A condition as a bank writes it; with `own`, a test of that question's answer stands bare."""
    match condition:
        case Where(name, test) if name == own:
            return _test(test)
        case Where(name, test):
            return {name: _test(test)}
        case NotSo(inner):
            return {"not": condition_data(inner)}
        case AnyOf(conditions):
            return {"any": [condition_data(inner) for inner in conditions]}
        case AllOf(conditions):
            named = {inner.name: _test(inner.test) for inner in conditions if isinstance(inner, Where)}
            if len(named) == len(conditions) > 1:
                return dict(named)
            return {"all": [condition_data(inner) for inner in conditions]}


def number_text(number: int | float) -> str:
    """A number as a bank writes it: digits, with a point for decimals and no exponent."""
    return format(Decimal(repr(number)), "f")


def _add(data: dict[str, Data], key: str, value: Data) -> None:
    if value:
        data[key] = value


def _text(text: Text) -> Data:
    return dict(text)


def _figure(figure: Figure) -> Data:
    data: dict[str, Data] = {"title": _text(figure.title)}
    if figure.kind is FigureKind.PERCENT:
        data["percent"], data["of"] = figure.of
    else:
        data[str(figure.kind)] = list(figure.of)
    return data


def _section(section: Section) -> Data:
    data: dict[str, Data] = {"id": section.id, "title": _text(section.title)}
    _add(data, "intro", _text(section.intro))
    data["questions"] = [_question(question) for question in section.questions]
    return data


def _question(question: Question) -> Data:
    data: dict[str, Data] = {"id": question.id}
    _add(data, "was", list(question.was))
    data["ask"] = _text(question.ask)
    data["answer"] = str(question.answer)
    _add(data, "choices", [{"id": choice.id, "label": _text(choice.label)} for choice in question.choices])
    _add(data, "unit", _text(question.unit))
    if question.whole:
        data["whole"] = "true"
    for key, bound in (("min", question.min), ("max", question.max)):
        if bound is not None:
            data[key] = number_text(bound)
    _add(data, "listen_for", _text(question.listen_for))
    _add(data, "evidence", {language: list(items) for language, items in question.evidence.items()})
    _add(data, "based_on", list(question.based_on))
    _add(data, "ask_of", [str(role) for role in question.ask_of])
    if question.short_form:
        data["short_form"] = "true"
    if question.about_prices:
        data["about_prices"] = "true"
    if question.ask_if is not None:
        data["ask_if"] = condition_data(question.ask_if)
    _add(data, "flags", [_flag(flag, question.id) for flag in question.flags])
    probes: list[Data] = [
        {
            "when": condition_data(group.when, question.id),
            "questions": [_question(probe) for probe in group.questions],
        }
        for group in question.probes
    ]
    _add(data, "probes", probes)
    return data


def _flag(flag: Flag, own: str) -> Data:
    data: dict[str, Data] = {"when": condition_data(flag.when, own)}
    if flag.without_evidence:
        data["without"] = "evidence"
    data |= {"severity": str(flag.severity), "because": _text(flag.because)}
    _add(data, "next_step", _text(flag.next_step))
    return data


def _check(check: Check) -> Data:
    data: dict[str, Data] = {
        "id": check.id,
        "when": condition_data(check.when),
        "severity": str(check.severity),
        "because": _text(check.because),
    }
    _add(data, "ask_next", _text(check.ask_next))
    return data


def _test(test: Test) -> Data:
    match test:
        case AnyWord((word,)):
            return word
        case AnyWord(words):
            return list(words)
        case IsAnswered(answered):
            return "answered" if answered else "unanswered"
        case NotTest(AllTests(tests)) if (listed := _listed(tests)) is not None:
            return listed
        case AllTests(tests):
            data: dict[str, Data] = {}
            for inner in tests:
                data |= _keyed(inner)
            return data
    return _keyed(test)


def _keyed(test: Test) -> dict[str, Data]:
    match test:
        case Compared(how, bound):
            return {str(how): bound if isinstance(bound, str) else number_text(bound)}
        case OlderThan(amount, unit):
            return {"older_than": f"{amount} {unit}"}
        case NotTest(inner):
            return {"not": _test(inner)}
    raise AssertionError(test)


def _listed(tests: tuple[Test, ...]) -> Data | None:
    """The list, such as [yes, unanswered], that was read as not (no word and not that state); None where it is none."""
    words: list[Data] = []
    states: list[Data] = []
    for test in tests:
        match test:
            case NotTest(AnyWord(found)):
                words += found
            case NotTest(IsAnswered(answered)):
                states.append("answered" if answered else "unanswered")
            case _:
                return None
    return [*words, *states] if states else None

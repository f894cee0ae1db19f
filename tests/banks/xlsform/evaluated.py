"""What an expression of a form comes to, as forms work it out: two values, an empty answer is an empty text."""

from collections.abc import Mapping
from datetime import date

from questionnaire.banks.fields import number_of
from questionnaire.banks.xlsform.xpath import Both, Call, Literal, Name, Tree

TODAY = date(2026, 5, 1)
Result = str | float | bool


def holds(tree: Tree, answers: Mapping[str, str]) -> bool:
    """Whether an expression is true; an answer with several choices is a text with blanks between."""
    return _truth(_value(tree, answers))


def _truth(value: Result) -> bool:
    return bool(value) if not isinstance(value, float) else value == value and value != 0


def _number(value: Result) -> float:
    if isinstance(value, bool | float):
        return float(value)
    if value.count("-") == 2 and value[:4].isdigit():
        return float(date.fromisoformat(value).toordinal())
    found = number_of(value)
    return float("nan") if found is None else float(found)


def _value(tree: Tree, answers: Mapping[str, str]) -> Result:
    match tree:
        case Name(name):
            return answers.get(name, "")
        case Literal(text, is_number):
            return float(text) if is_number else text
        case Both("and", left, right):
            return holds(left, answers) and holds(right, answers)
        case Both("or", left, right):
            return holds(left, answers) or holds(right, answers)
        case Both("=" | "!=" as sign, left, right):
            return _equal(_value(left, answers), _value(right, answers)) is (sign == "=")
        case Both(sign, left, right):
            return _compared(sign, _number(_value(left, answers)), _number(_value(right, answers)))
        case Call("selected", (name, word)):
            return str(_value(word, answers)) in str(_value(name, answers)).split()
        case Call("not", (inner,)):
            return not holds(inner, answers)
        case Call("today", ()):
            return TODAY.isoformat()
        case Call("date" | "decimal-date-time", (inner,)):
            return _value(inner, answers)
        case Call("format-date", (inner, Literal("%Y-%m-%d"))):
            return _value(inner, answers)
        case Call("string-length", (inner,)):
            return float(len(str(_value(inner, answers))))
        case Call("count-selected", (inner,)):
            return float(len(str(_value(inner, answers)).split()))
        case Call("concat", parts):
            return "".join(str(_value(part, answers)) for part in parts)
        case Call("true" | "false" as word, ()):
            return word == "true"
    raise AssertionError(tree)


def _equal(one: Result, other: Result) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return _number(one) == _number(other)


def _compared(sign: str, one: float, other: float) -> Result:
    match sign:
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case ">=":
            return one >= other
        case "-":
            return one - other
    raise AssertionError(sign)

"""The bounds of a number in a form's constraint."""

from collections.abc import Iterable

from questionnaire.banks.fields import number_of
from questionnaire.banks.xlsform.xpath import MIRRORED, Both, Here, Literal, Tree, XPathError, read_xpath
from questionnaire.translation import _


def bounds_of_constraint(text: str) -> tuple[dict[str, tuple[str, bool]], tuple[str, ...]]:
    """The bounds in a constraint, `min` and `max`, each with whether it is itself allowed; and what else it says."""
    bounds: dict[str, tuple[str, bool]] = {}
    left_out: list[str] = []
    try:
        parts = list(_parts(read_xpath(text)))
    except XPathError as error:
        return {}, (str(error),)
    for part in parts:
        bound = _bound(part)
        if bound is None or bound[0] in bounds:
            left_out.append(
                _("it says more than bounds") if len(parts) == 1 else _("a part of it is no bound")
            )
        else:
            bounds[bound[0]] = bound[1:]
    return bounds, tuple(dict.fromkeys(left_out))


def _parts(tree: Tree) -> Iterable[Tree]:
    match tree:
        case Both("and", left, right):
            yield from _parts(left)
            yield from _parts(right)
        case _:
            yield tree


def _bound(tree: Tree) -> tuple[str, str, bool] | None:
    """`min` or `max`, the number, and whether it is itself allowed."""
    match tree:
        case Both("<" | "<=" | ">" | ">=" as found, Here(), Literal(text, _)) if number_of(text) is not None:
            sign: str = found
        case Both("<" | "<=" | ">" | ">=" as mirrored, Literal(text, _), Here()) if (
            number_of(text) is not None
        ):
            sign = MIRRORED[mirrored]
        case _:
            return None
    return ("min" if sign in (">", ">=") else "max"), text, sign.endswith("=")

"""What a form's conditions are in a bank: when something is asked.

XPath knows two values: a comparison with something unanswered is false, and its opposite true. So "not yes" becomes "not yes,
or not answered", unless the question is always asked. What a bank cannot say is left out of a condition only where that
makes it hold more often, so that a question is rather asked once too often; otherwise the whole condition is.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from questionnaire.banks.conditions import (
    AllTests,
    AnyOf,
    AnyWord,
    Compared,
    Comparison,
    Condition,
    IsAnswered,
    NotTest,
    OlderThan,
    Test,
    Unit,
    Where,
)
from questionnaire.banks.fields import is_date, number_of
from questionnaire.banks.model import NUMERIC, AnswerType
from questionnaire.banks.xlsform.joining import joined
from questionnaire.banks.xlsform.xpath import (
    MIRRORED,
    Both,
    Call,
    Literal,
    Name,
    Tree,
    XPathError,
    read_xpath,
)
from questionnaire.translation import _


class Known(Struct, frozen=True):
    """A question a condition can name: its id, how it is answered, the word for each choice, and whether it is always asked."""

    id: str
    answer: AnswerType
    words: dict[str, str] = {}
    always: bool = True


class CannotSayError(Exception):
    """What a bank cannot say, with why in words."""


class Said(Struct, frozen=True):
    """What became of a condition; `left_out` says in words what did not come along."""

    condition: Condition | None
    left_out: tuple[str, ...] = ()


_TURNED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_NUMBERS = {"<": Comparison.BELOW, "<=": Comparison.AT_MOST, ">": Comparison.ABOVE, ">=": Comparison.AT_LEAST}
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
}  # fmt: skip
_WRAPPERS = (
    "number",
    "int",
    "string",
    "normalize-space",
    "decimal-date-time",
    "decimal-date",
    "date",
    "date-time",
    "boolean",
)
_COUNTS = ("string-length", "count-selected")


def condition_of(text: str, known: Mapping[str, Known]) -> Said:
    """The condition that an expression is in a bank; None where all of it had to be left out."""
    try:
        return condition_of_tree(read_xpath(text), known)
    except XPathError as error:
        return Said(None, (str(error),))


def condition_of_tree(tree: Tree, known: Mapping[str, Known]) -> Said:
    """As `condition_of`, of an expression that is read already."""
    try:
        return Said(*_Conditions(known).whole(tree))
    except CannotSayError as error:
        return Said(None, (str(error),))


class _Conditions:
    """Turns trees into conditions of one bank."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self.known = known
        self.left_out: list[str] = []

    def whole(self, tree: Tree) -> tuple[Condition | None, tuple[str, ...]]:
        found = self.so(tree, so=True)
        if found is False:
            raise CannotSayError(_("it is never true"))
        return (None if found is True else found), tuple(dict.fromkeys(self.left_out))

    def so(self, tree: Tree, *, so: bool) -> Condition | bool:
        """The condition under which a tree is true, or false where not `so`."""
        match tree:
            case Both("and" | "or" as sign, left, right):
                return self.join([left, right], by_all=(sign == "and") is so, so=so)
            case Both(sign, left, right) if sign in _TURNED:
                return self.compare(left, sign if so else _TURNED[sign], right, turned=not so)
            case Call("not", (inner,)):
                return self.so(inner, so=not so)
            case Call("true", ()):
                return so
            case Call("false", ()):
                return not so
            case Call("selected", (Name(name), Literal(text))):
                return self.compare(Name(name), "=" if so else "!=", Literal(text), turned=not so)
            case Call("boolean" | "string", (inner,)):
                return self.so(inner, so=so)
            case Name(name):
                return self.answered(self.named(name), so=so)
            case Call(function, _arguments):
                raise CannotSayError(_("a bank has no {function}()").format(function=function))
        raise CannotSayError(_("a bank does not calculate in a condition"))

    def join(self, trees: list[Tree], *, by_all: bool, so: bool) -> Condition | bool:
        found: list[Condition] = []
        for tree in trees:
            try:
                part = self.so(tree, so=so)
            except CannotSayError as error:
                if not by_all:
                    raise
                self.left_out.append(str(error))
                continue
            if isinstance(part, bool):
                if part is not by_all:
                    return part
                continue
            found.append(part)
        if not found:
            if self.left_out:
                raise CannotSayError(self.left_out.pop())
            return by_all
        return joined(found, by_all=by_all)

    def compare(self, left: Tree, sign: str, right: Tree, *, turned: bool) -> Condition | bool:
        """A comparison. A `turned` one stands for the opposite of what is written: it holds of something unanswered too."""
        left, right = _unwrapped(left), _unwrapped(right)
        if not isinstance(left, Name | Call) or (isinstance(left, Call) and isinstance(right, Name)):
            left, sign, right = right, MIRRORED[sign], left
        if isinstance(left, Call):
            return self.count(left, sign, right)
        if not isinstance(left, Name):
            raise CannotSayError(_("a bank does not calculate in a condition"))
        known = self.named(left.name)
        if right == Literal("") or (isinstance(right, Literal) and right.text in ("null", "NULL")):
            if sign in ("=", "!="):
                return self.answered(known, so=sign == "!=")
            raise CannotSayError(_("it compares with nothing"))
        if isinstance(right, Literal) and (known.words or known.answer is AnswerType.TEXT):
            return self.word(known, right.text, sign, turned=turned)
        found = self.ordered(known, sign, right)
        return self.or_open(found, known, right) if sign == "!=" or (turned and sign != "=") else found

    def or_open(self, found: Condition, known: Known, right: Tree) -> Condition:
        """The condition, or that what it looks at is unanswered, where it may be."""
        others = [self.named(right.name)] if isinstance(right, Name) else []
        open_ones = [self.answered(one, so=False) for one in (known, *others) if not one.always]
        return AnyOf((found, *open_ones)) if open_ones else found

    def count(self, call: Call, sign: str, right: Tree) -> Condition:
        """How long a text is, or how many are chosen: whether there is any."""
        if (
            call.function not in _COUNTS
            or len(call.arguments) != 1
            or not isinstance(call.arguments[0], Name)
        ):
            raise CannotSayError(_("a bank has no {function}()").format(function=call.function))
        number = number_of(right.text) if isinstance(right, Literal) else None
        some = {(">", 0), ("!=", 0), (">=", 1)}
        if (sign, number) in some:
            return self.answered(self.named(call.arguments[0].name), so=True)
        if (sign, number) in {("=", 0), ("<=", 0), ("<", 1)}:
            return self.answered(self.named(call.arguments[0].name), so=False)
        raise CannotSayError(_("a bank does not count in a condition"))

    def named(self, name: str) -> Known:
        if name not in self.known:
            raise CannotSayError(_("'{name}' is no question here").format(name=name))
        return self.known[name]

    def answered(self, known: Known, *, so: bool) -> Condition:
        return Where(known.id, IsAnswered(so))

    def word(self, known: Known, text: str, sign: str, *, turned: bool = False) -> Condition:
        """An answer that is, or is not, one of the choices or a text."""
        if known.words and sign not in ("=", "!="):
            words = self.choices_by_number(known, text, _TURNED[sign] if turned else sign)
            return self.test(known, words, so=not turned)
        word = known.words.get(text) or known.words.get(text.strip()) if known.words else _as_word(text)
        if word is None:
            raise CannotSayError(
                _("'{word}' is not among the answers of {name}").format(word=text, name=known.id)
            )
        if sign not in ("=", "!="):
            raise CannotSayError(_("'{name}' is no number").format(name=known.id))
        return self.test(known, AnyWord((word,)), so=sign == "=")

    def choices_by_number(self, known: Known, text: str, sign: str) -> AnyWord:
        """Choices that are numbers, compared with one."""
        bound = number_of(text)
        numbers = {word: number_of(name) for name, word in known.words.items()}
        if bound is None:
            raise CannotSayError(_("'{word}' is no number").format(word=text))
        words = [
            word
            for word, number in numbers.items()
            if number is not None and _HOLDS[sign](float(number), float(bound))
        ]
        if not words:
            raise CannotSayError(_("no answer of {name} is a number like that").format(name=known.id))
        return AnyWord(tuple(dict.fromkeys(words)))

    def ordered(self, known: Known, sign: str, right: Tree) -> Condition:
        """A number or a date compared with a fixed one or with another question."""
        bound = self.bound(known, right)
        if isinstance(bound, OlderThan):
            if sign in ("=", "!=") or known.answer is not AnswerType.DATE:
                raise CannotSayError(_("a bank does not calculate in a condition"))
            return Where(known.id, bound if sign in ("<", "<=") else NotTest(bound))
        if known.answer is AnswerType.DATE:
            return Where(known.id, self.date(sign, str(bound)))
        if known.answer not in NUMERIC:
            raise CannotSayError(_("'{name}' is no number").format(name=known.id))
        if sign not in ("=", "!="):
            return Where(known.id, Compared(_NUMBERS[sign], bound))
        equal: Test = AllTests((Compared(Comparison.AT_LEAST, bound), Compared(Comparison.AT_MOST, bound)))
        if not isinstance(bound, str):
            equal = AnyWord((_as_number(bound),))
        return Where(known.id, equal if sign == "=" else NotTest(equal))

    def date(self, sign: str, bound: str) -> Test:
        before, after = Compared(Comparison.BEFORE, bound), Compared(Comparison.AFTER, bound)
        tests: dict[str, Test] = {"<": before, ">": after, "<=": NotTest(after), ">=": NotTest(before)}
        if sign in tests:
            return tests[sign]
        if bound != "today" and not is_date(bound):
            raise CannotSayError(_("a bank does not ask whether two dates are the same"))
        same = AnyWord((bound,))
        return same if sign == "=" else NotTest(same)

    def bound(self, known: Known, tree: Tree) -> int | float | str | OlderThan:
        """What something is compared with."""
        match tree:
            case Call("today" | "now", ()):
                return "today"
            case Both("-", Call("today" | "now", ()), Literal(text, True)) if (
                text.isdigit() and len(text) < 6
            ):
                return OlderThan(int(text), Unit.DAYS)
            case Name(name):
                other = self.named(name)
                if other.answer is known.answer or {other.answer, known.answer} <= set(NUMERIC):
                    return other.id
                raise CannotSayError(
                    _("'{name}' and '{other}' cannot be compared").format(name=known.id, other=other.id)
                )
            case Literal(text) if known.answer is AnswerType.DATE and is_date(text.strip()):
                return text.strip()
            case Literal(text) if known.answer in NUMERIC and (number := number_of(text.strip())) is not None:
                return number
            case Literal(text):
                raise CannotSayError(_("'{word}' is no answer of {name}").format(word=text, name=known.id))
        raise CannotSayError(_("a bank does not calculate in a condition"))

    def test(self, known: Known, test: Test, *, so: bool) -> Condition:
        if so:
            return Where(known.id, test)
        found = Where(known.id, NotTest(test))
        return found if known.always else AnyOf((found, self.answered(known, so=False)))


def _unwrapped(tree: Tree) -> Tree:
    """What a function that changes nothing here is put around."""
    while isinstance(tree, Call):
        if (tree.function in _WRAPPERS and len(tree.arguments) == 1) or (
            tree.function in ("coalesce", "once")
            and tree.arguments
            and tree.arguments[1:] in ((), (Literal(""),))
        ):
            tree = tree.arguments[0]
        else:
            break
    return tree


def _as_word(text: str) -> str | None:
    """A text as a word of a condition; None where it would mean something else."""
    word = " ".join(text.split())
    return word if word and word not in ("answered", "unanswered") and word.strip("'\"") == word else None


def _as_number(number: int | float | OlderThan | str) -> str:
    return (
        repr(number) if isinstance(number, int) else format(float(str(number)), "f").rstrip("0").rstrip(".")
    )

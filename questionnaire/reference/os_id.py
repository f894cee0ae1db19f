"""OS IDs, by which Open Supply Hub knows a production site: their form and check character.

A valid one says nothing about whether the site still exists: OS IDs get merged and moved.
"""

import re

from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import _

LENGTH = 15
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(_CROCKFORD)}
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]")
_FORM = re.compile(r"[A-Z]{2}[0-9]{7}[0-9A-Z]{6}")
_LOOKALIKES = str.maketrans("ILOU", "110V")


def parse_os_id(text: str) -> str:
    """The OS ID in 15 upper-case characters; hyphens and spaces between them are left out.

    Raises InputError where the form or the check character is wrong. Like Open Supply Hub, it does not ask
    whether the country, the year and the day in the ID exist.
    """
    given = one_line(text)
    os_id = _SEPARATORS.sub("", given)
    if not os_id.isascii():  # before upper(), which turns some foreign letters into ASCII ones
        raise _not_an_os_id(given, _("An OS ID has only the letters A to Z and digits."))
    os_id = os_id.upper()
    if len(os_id) != LENGTH:
        hint = _("An OS ID has {length} characters, such as CN2021250D1DTN7; this has {count}.")
        raise _not_an_os_id(given, hint.format(length=LENGTH, count=len(os_id)))
    if not _FORM.fullmatch(os_id):
        raise _not_an_os_id(
            given, _("An OS ID is two letters for the country, seven digits and six letters or digits.")
        )
    if any(symbol not in _VALUE for symbol in os_id[2:]):
        raise _not_an_os_id(
            given, _("After the country, an OS ID never has I, L, O or U.") + _probably(os_id)
        )
    if check_character(os_id) != os_id[-1]:
        raise _not_an_os_id(
            given, _("Its last character does not fit the others. Compare it with the list it comes from.")
        )
    return os_id


def check_character(os_id: str) -> str:
    """The character that the first fourteen of an OS ID call for as the fifteenth."""
    total = sum(map(ord, os_id[:2])) + sum(_VALUE[symbol] for symbol in os_id[2 : LENGTH - 1])
    return _CROCKFORD[total % len(_CROCKFORD)]


def _probably(os_id: str) -> str:
    """The OS ID that was meant, where 1, 0 or V in place of the look-alike makes it right."""
    meant = os_id[:2] + os_id[2:].translate(_LOOKALIKES)
    if check_character(meant) != meant[-1]:
        return ""
    return " " + _("Did you mean {os_id}?").format(os_id=meant)


def _not_an_os_id(given: str, hint: str) -> InputError:
    shown = given if len(given) <= 40 else given[:39] + "…"
    return InputError(_("'{text}' is not an OS ID.").format(text=shown), hint)

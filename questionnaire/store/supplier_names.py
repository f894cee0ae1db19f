"""Which suppliers something typed can stand for, and what to say where that is none or several."""

from questionnaire.banks.mistakes import near
from questionnaire.errors import InputError, NotFoundError
from questionnaire.reference.os_id import parse_os_id
from questionnaire.store.values import Supplier
from questionnaire.text import one_line
from questionnaire.translation import _

_SHOWN = 8
_KEY_BEGINNING = 4


def suppliers_like(known: list[Supplier], name: str) -> list[Supplier]:
    """The suppliers that a name can stand for: by key or OS ID, else by name, else by a beginning of name or key."""
    typed = one_line(name).casefold()
    if not typed:
        return []
    os_id = _os_id_or_none(typed)
    same = [supplier for supplier in known if supplier.id == typed or (os_id and supplier.os_id == os_id)]
    same = same or [supplier for supplier in known if supplier.name.casefold() == typed]
    return same or [
        supplier
        for supplier in known
        if supplier.name.casefold().startswith(typed)
        or (len(typed) >= _KEY_BEGINNING and supplier.id.startswith(typed))
    ]


def the_supplier(known: list[Supplier], name: str) -> Supplier:
    """The one supplier that a name stands for; raises NotFoundError with those it could be."""
    found, typed = suppliers_like(known, name), one_line(name)[:60]
    if len(found) == 1:
        return found[0]
    if found:
        message = _("'{name}' can be {count} suppliers: {known}.")
        shown = _listed([in_country(supplier) for supplier in found])
        hint = _("Give more of the name, or the key.")
        raise NotFoundError(message.format(name=typed, count=len(found), known=shown), hint)
    raise NotFoundError(_("There is no supplier '{name}'.").format(name=typed), _hint(known, typed))


def refuse_twice(supplier: Supplier, known: list[Supplier]) -> None:
    """Raise InputError where a supplier is known already, by its name in its country or by its OS ID."""
    for other in known:
        if other.name.casefold() == supplier.name.casefold() and other.country == supplier.country:
            message = _("{supplier} is there already.").format(supplier=in_country(other))
            raise InputError(message, _("Use it, or give this site a name of its own."))
        if supplier.os_id and other.os_id == supplier.os_id:
            message = _("{supplier} has the OS ID {os_id} already.")
            raise InputError(
                message.format(supplier=in_country(other), os_id=other.os_id),
                _("An OS ID stands for one production site: check which one this is."),
            )


def in_country(supplier: Supplier) -> str:
    """A supplier's name, with its country behind it."""
    return f"{supplier.name} ({supplier.country})" if supplier.country else supplier.name


def _hint(known: list[Supplier], typed: str) -> str:
    if not known:
        return _("There are no suppliers yet; add one first.")
    by_name = {supplier.name.casefold(): supplier.name for supplier in known}
    meant = near(typed.casefold(), by_name)
    if meant:
        return _("Did you mean {meant}?").format(meant=by_name[meant])
    return _("There are: {known}.").format(known=_listed([supplier.name for supplier in known]))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN] + ["..."] * (len(names) > _SHOWN))


def _os_id_or_none(typed: str) -> str | None:
    try:
        return parse_os_id(typed)
    except InputError:
        return None

"""The suppliers: found by what somebody calls them, and added."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from questionnaire.errors import InputError
from questionnaire.reference.countries import Countries, Country
from questionnaire.reference.os_id import parse_os_id
from questionnaire.store.keys import new_key
from questionnaire.store.supplier_names import the_supplier
from questionnaire.store.values import Supplier, SupplierOverview
from questionnaire.text import clean, one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.store.store import Store

LONGEST_NAME = 200
LONGEST_ADDRESS = 1000
MOST_WORKERS = 10_000_000


class Suppliers:
    """Every production site that is kept here."""

    def __init__(self, store: "Store", countries: Countries, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._countries = countries
        self._clock = clock

    def all(self) -> list[SupplierOverview]:
        """Every supplier with its latest interview and how much is to be followed up, by name."""
        return self._store.supplier_overviews(self._clock().astimezone().date())

    def find(self, name: str) -> Supplier:
        """A supplier by its key, its OS ID, its name or a unique beginning of it.

        Raises NotFoundError with those it could be.
        """
        return the_supplier(self._store.suppliers(), name)

    def add(
        self,
        name: str,
        country: str | None = None,
        address: str = "",
        os_id: str | None = None,
        workers: int | None = None,
        contact_role: str = "",
    ) -> Supplier:
        """Keep a new supplier.

        Raises InputError where one of its particulars cannot be right, or it is there already.
        """
        supplier = Supplier(
            id=new_key(),
            name=_bounded(one_line(name), LONGEST_NAME),
            country=self._country_code(one_line(country or "")),
            address=_bounded(clean(address).strip(), LONGEST_ADDRESS),
            os_id=parse_os_id(os_id) if os_id and one_line(os_id) else None,
            workers=workers,
            contact_role=_bounded(one_line(contact_role), LONGEST_NAME),
            added_at=self._clock(),
        )
        if not supplier.name:
            raise InputError(_("A supplier needs a name."), _("Give the name of the production site."))
        if workers is not None and not 0 <= workers <= MOST_WORKERS:
            message = _("{workers} workers cannot be right.").format(workers=workers)
            raise InputError(message, _("Give how many work at the site, or leave it out."))
        self._store.add_supplier(supplier)
        return supplier

    def country(self, code: str | None) -> Country | None:
        """The facts of a country, None where there are none."""
        return self._countries.by_code.get(code) if code else None

    def _country_code(self, named: str) -> str | None:
        if not named:
            return None
        country = self._countries.find(named)
        if country is not None:
            return country.code
        close = self._countries.near(named)
        hint = _("Give its code of two letters, such as BD.")
        if close is not None:
            name = close.name.get(language_in_use()) or close.code
            hint = _("Did you mean {name} ({code})?").format(name=name, code=close.code)
        raise InputError(_("'{name}' is no country this tool knows.").format(name=named[:60]), hint)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        message = _("'{text}...' is too long: at most {most} characters are kept.")
        raise InputError(message.format(text=text[:20], most=most), _("Shorten it."))
    return text

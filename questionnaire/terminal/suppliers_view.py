"""What the list of suppliers is shown: its heading, a supplier on its line, and what matches a filter. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from questionnaire.terminal.shown import QUIET, URGENT, column, findings_in_short, two_ends
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.reference.countries import Countries
    from questionnaire.store.values import InterviewOverview, Supplier, SupplierOverview


def heading_of(shown: int, all_of_them: int, width: int, *, sample: bool) -> Content:
    """Whose suppliers these are, and how many are shown of how many."""
    title = _("Sample suppliers: nothing here is kept") if sample else _("Suppliers")
    count = f"{shown} / {all_of_them}" if shown != all_of_them else str(shown or "")
    return two_ends(title, count, width, "bold", QUIET)


def nothing_yet() -> Content:
    """What is said where there are no suppliers yet."""
    first = _(
        "No suppliers yet. Press a to add the first: one production site, by name and country; then Enter begins the interview."
    )
    sample = _("Press d to look around in a sample first: made-up suppliers, nothing you do there is kept.")
    return Content(f"{first}\n\n{sample}")


def row_of(overview: SupplierOverview, countries: Countries, width: int) -> Content:
    """A supplier on one line: country, last round, how far it is, what came out, what is due."""
    supplier, interview = overview.supplier, overview.interview
    spare = max(width - 80, 0)
    name, country = 20 + spare // 2, 12 + spare // 4
    start = column(supplier.name, name) + "  " + column(_country(supplier, countries), country) + "  "
    due = (overview.due.shown, URGENT if overview.due.overdue else "bold")
    if interview is None:
        return Content.assemble((start, "bold"), (column(_("not yet asked"), 34), QUIET), due)
    state = _state(interview, overview.unfinished)
    state_width = max(14, cell_len(state))
    found = findings_in_short(interview.high, interview.medium, interview.low)
    return Content.assemble(
        (start, "bold"),
        column(interview.round, 6),
        " ",
        column(state, state_width),
        " ",
        (column(found, 26 - state_width), "bold"),
        due,
    )


def is_found(supplier: Supplier, countries: Countries, needle: str) -> bool:
    """Whether a supplier has what is looked for in its name, country or OS ID."""
    country = _country(supplier, countries)
    text = f"{supplier.name} {country} {supplier.country} {supplier.os_id}"
    return needle.casefold() in text.casefold()


def _state(interview: InterviewOverview, unfinished: int) -> str:
    """How far the last interview is; where several of the round go on, how many."""
    if unfinished > 1:
        return _("{count} unfinished").format(count=unfinished)
    far = f"{interview.answered}/{interview.asked}"
    return far if interview.finished_at else _("resume {far}").format(far=far)


def _country(supplier: Supplier, countries: Countries) -> str:
    country = countries.by_code.get(supplier.country or "")
    return country.name.get(language_in_use(), country.code) if country else supplier.country or ""

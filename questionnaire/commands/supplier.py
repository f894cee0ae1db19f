"""`questionnaire supplier`: the production sites that are interviewed."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_supplier
from questionnaire.commands.opening import opened, whole_number_from
from questionnaire.commands.output import at_local_time, put, put_json, put_table
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.store.values import InterviewOverview, Supplier
    from questionnaire.workspace import Workspace


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `supplier` and its commands."""
    commands = add_noun(nouns, "supplier", _("suppliers: the sites that are interviewed"))
    listing = add_command(
        commands, "list", _("the suppliers, each with its latest interview"), list_suppliers
    )
    add_json_option(listing)
    adding = add_command(commands, "add", _("add a supplier"), add, late="name")
    adding.add_argument("name", metavar="NAME", nargs="?", help=_("name of the site"))
    adding.add_argument(
        "--country", metavar="CC", required=True, help=_("its country: two letters, such as BD, or its name")
    )
    adding.add_argument("--address", metavar="ADDRESS", default="", help=_("where the site is"))
    adding.add_argument("--os-id", metavar="OS_ID", help=_("its identifier in Open Supply Hub"))
    adding.add_argument("--workers", metavar="NUMBER", help=_("how many people work there, by our own file"))
    role = _("whom to reach there: a role, never a name")
    adding.add_argument("--contact-role", metavar="ROLE", default="", help=role)
    add_json_option(adding)
    showing = add_command(commands, "show", _("a supplier and its interviews"), show)
    add_supplier(showing)
    add_json_option(showing)


def list_suppliers(args: argparse.Namespace) -> int:
    """Print the suppliers by name."""
    with opened(args) as workspace:
        found = workspace.suppliers()
    if args.json:
        put_json(
            [
                supplier_as_data(one.supplier)
                | {
                    "interview": _interview_or_null(one.interview),
                    "follow_ups": {"open": one.due.open, "overdue": one.due.overdue},
                }
                for one in found
            ]
        )
        return 0
    rows = [
        (one.supplier.name, one.supplier.country or "", *_progress(one.interview), one.due.shown)
        for one in found
    ]
    if rows:
        put_table(
            (
                _("supplier"),
                _("country"),
                _("round"),
                _("answered"),
                _("high"),
                _("medium"),
                _("low"),
                _("to do"),
            ),
            rows,
        )
    else:
        put(_("There are no suppliers yet. Add one with: questionnaire supplier add NAME --country CC"))
    return 0


def add(args: argparse.Namespace) -> int:
    """Add a supplier and print its key."""
    if args.name is None:
        args.parser.error(_("the NAME of the supplier is missing"))
    with opened(args) as workspace:
        supplier = workspace.add_supplier(
            args.name,
            args.country,
            args.address,
            args.os_id,
            whole_number_from(args.workers, "--workers"),
            args.contact_role,
        )
    if args.json:
        put_json({"supplier": supplier.id})
    else:
        put(
            _("Added {name}, {country}: {key}").format(
                name=supplier.name, country=supplier.country or "", key=supplier.id
            )
        )
    return 0


def show(args: argparse.Namespace) -> int:
    """Print a supplier and its interviews, the newest first."""
    with opened(args) as workspace:
        supplier = workspace.supplier(args.supplier)
        interviews = workspace.interviews(supplier.id)
        country = country_name(workspace, supplier)
    if args.json:
        put_json(supplier_as_data(supplier) | {"interviews": [interview_as_data(one) for one in interviews]})
        return 0
    put(one_line(supplier.name))
    lines = (
        (_("key"), supplier.id),
        (_("country"), country),
        (_("address"), supplier.address),
        (_("OS ID"), supplier.os_id or ""),
        (_("workers"), "" if supplier.workers is None else str(supplier.workers)),
        (_("contact"), supplier.contact_role),
    )
    put(*(f"  {label}: {one_line(value)}" for label, value in lines if value))
    put("")
    if interviews:
        put_interviews(interviews, with_supplier=False)
    else:
        put(_("Not interviewed yet."))
    return 0


def country_name(workspace: "Workspace", supplier: "Supplier") -> str:
    """The name of the supplier's country in the tool's language, with its code."""
    if supplier.country is None:
        return ""
    country = workspace.countries.by_code.get(supplier.country)
    name = country.name.get(language_in_use()) or country.name.get("en", "") if country else ""
    return f"{name} ({supplier.country})" if name else supplier.country


def put_interviews(interviews: "list[InterviewOverview]", *, with_supplier: bool = True) -> None:
    """Print interviews as a table."""
    head = (
        _("started"),
        _("supplier"),
        _("round"),
        _("respondent"),
        *_progress_head(),
        _("state"),
        _("interview"),
    )
    rows = [
        (
            at_local_time(one.started_at),
            one.supplier_name,
            one.round,
            str(one.respondent),
            *_progress(one)[1:],
            _("open") if one.finished_at is None else _("finished"),
            one.id,
        )
        for one in interviews
    ]
    if not with_supplier:
        head = (head[0], *head[2:])
        rows = [(row[0], *row[2:]) for row in rows]
    put_table(head, rows)


def supplier_as_data(supplier: "Supplier") -> dict[str, object]:
    """A supplier as JSON has it."""
    return {
        "supplier": supplier.id,
        "name": supplier.name,
        "country": supplier.country,
        "address": supplier.address,
        "os_id": supplier.os_id,
        "workers": supplier.workers,
        "contact_role": supplier.contact_role,
        "added_at": supplier.added_at,
    }


def interview_as_data(interview: "InterviewOverview") -> dict[str, object]:
    """An interview in a list as JSON has it."""
    return {
        "interview": interview.id,
        "supplier": interview.supplier,
        "supplier_name": interview.supplier_name,
        "round": interview.round,
        "bank": interview.bank,
        "bank_version": interview.bank_version,
        "respondent": interview.respondent,
        "language": interview.language,
        "short_form": interview.short_form,
        "started_at": interview.started_at,
        "finished_at": interview.finished_at,
        "changed_at": interview.changed_at,
        "progress": {"asked": interview.asked, "answered": interview.answered},
        "findings": {"high": interview.high, "medium": interview.medium, "low": interview.low},
    }


def _interview_or_null(interview: "InterviewOverview | None") -> dict[str, object] | None:
    return None if interview is None else interview_as_data(interview)


def _progress_head() -> tuple[str, ...]:
    return _("answered"), _("high"), _("medium"), _("low")


def _progress(interview: "InterviewOverview | None") -> tuple[str, ...]:
    """Round, answered of asked, and how many findings of each severity; a zero is left blank."""
    if interview is None:
        return _("not yet asked"), "", "", "", ""
    counts = (str(count or "") for count in (interview.high, interview.medium, interview.low))
    return interview.round, f"{interview.answered}/{interview.asked}", *counts

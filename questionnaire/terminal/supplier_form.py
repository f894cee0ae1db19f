"""A new supplier: one production site. What is wrong is said beside the fields and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Label, Static

from questionnaire.errors import InputError, QuestionnaireError
from questionnaire.store.values import Supplier
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.widgets.typed import Line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.workspace import Workspace

FIELDS = {
    "name": (N_("Name"), N_("of the production site")),
    "country": (N_("Country"), N_("name or code, such as BD")),
    "address": (N_("Address"), N_("optional")),
    "os_id": (N_("OS ID"), N_("optional, 15 characters, from Open Supply Hub")),
    "workers": (N_("Workers"), N_("optional, how many")),
    "contact_role": (N_("Contact"), N_("optional, the role you speak with, no name")),
}


class SupplierForm(Dialog[Supplier]):
    """Asks for a supplier and adds it."""

    CSS_PATH = "supplier_form.tcss"
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "add", N_("add"), id="supplier.add", tooltip=N_("Add the supplier")),
        Binding("down", "app.focus_next", N_("next field"), show=False, id="supplier.next"),
        Binding("up", "app.focus_previous", N_("previous field"), show=False, id="supplier.previous"),
    ]

    problem = query_one("#problem", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def compose(self) -> ComposeResult:
        """A label and a field per line."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = Content(_("Add a supplier"))
            for name, (label, hint) in FIELDS.items():
                with Horizontal(classes="field"):
                    yield Label(Content(_(label)))
                    yield Line(placeholder=_(hint), id=name)
            yield Static(id="problem", classes="problem")
            yield Static(
                Content(_("Enter next field, on the last one adds · ctrl+s adds · Escape leaves")),
                classes="keys",
            )

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        """Enter goes down the form; on the last field it adds."""
        if event.input.id == "contact_role":
            self.action_add()
        else:
            self.focus_next()

    def action_add(self) -> None:
        """Add the supplier, or say what is wrong."""
        typed = {name: self.query_one(f"#{name}", Line).value.strip() for name in FIELDS}
        try:
            workers = _whole_number(typed["workers"])
            supplier = self.workspace.add_supplier(
                typed["name"],
                typed["country"] or None,
                typed["address"],
                typed["os_id"] or None,
                workers,
                typed["contact_role"],
            )
        except QuestionnaireError as error:
            self.problem.update(Content(f"{error.message} {error.hint}"))
        else:
            self.dismiss(supplier)


def _whole_number(typed: str) -> int | None:
    digits = typed.replace(" ", "").replace(".", "").replace(",", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise InputError(
            _("'{typed}' is no number of workers.").format(typed=typed[:40]),
            _("Give a whole number, or leave it empty."),
        )
    return int(digits)

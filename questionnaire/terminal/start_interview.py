"""The interviews with one supplier: go on with one, or begin another: with whom, on which bank, in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.shipped import MAIN_BANK
from questionnaire.banks.words import THEME_WORDS
from questionnaire.errors import QuestionnaireError
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.terminal.base import Dialog
from questionnaire.terminal.shown import QUIET, ROLES, column, cut, day_of, findings_in_short
from questionnaire.translation import N_, _, language_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from questionnaire.store.values import InterviewOverview, Supplier
    from questionnaire.workspace import Workspace

LANGUAGE_NAMES = {"en": N_("English"), "nl": N_("Dutch")}


class InterviewsDialog(Dialog[OpenInterview]):
    """Closes with the interview to hold, or with nothing."""

    CSS_PATH = "start_interview.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "l",
            "next_language",
            N_("language"),
            id="start.language",
            tooltip=N_("The language of the questions"),
        ),
        Binding(
            "s",
            "form",
            N_("short form"),
            id="start.form",
            tooltip=N_("The short form, for a first contact, or the whole bank"),
        ),
        Binding("b", "next_bank", N_("bank"), id="start.bank", tooltip=N_("The next question bank")),
        Binding(
            "r",
            "round",
            N_("round"),
            id="start.round",
            tooltip=N_("Begin in a new round, which closes the open one, or in that one"),
        ),
    ]

    list = query_one(OptionList)
    settings = query_one("#settings", Static)
    about = query_one("#about", Static)
    problem = query_one("#problem", Static)

    def __init__(self, workspace: Workspace, supplier: Supplier) -> None:
        super().__init__()
        self.workspace = workspace
        self.supplier = supplier
        files = workspace.banks()
        self.banks: list[Bank] = [file.bank for file in files if file.bank is not None]
        self.broken = [file.path.name for file in files if file.bank is None]
        self.place = self._place_to_begin()
        self.language = ""
        self.short_form = False
        self.open_round = workspace.rounds.open(supplier.id)
        self.new_round = False
        self._asked: dict[tuple[int, bool], Bank] = {}

    def _place_to_begin(self) -> int:
        """The bank of the supplier's last interview, else the main one, else the first there is."""
        ids = [bank.id for bank in self.banks]
        wanted = [interview.bank for interview in self.workspace.interviews(self.supplier.id)[:1]]
        return next((ids.index(name) for name in (*wanted, MAIN_BANK) if name in ids), 0)

    @property
    def bank(self) -> Bank | None:
        """The bank an interview would begin on: within a round, as the first interview in it was held."""
        if not self.banks:
            return None
        key = self.place, self.new_round
        if key not in self._asked:
            rounds, bank = self.workspace.rounds, self.banks[self.place]
            self._asked[key] = rounds.release_of(self.supplier.id, bank, new_round=self.new_round).bank
        return self._asked[key]

    def compose(self) -> ComposeResult:
        """The interviews, who to begin one with, and the settings for that."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self.supplier.name)
            yield OptionList(markup=False, compact=True)
            yield Static(id="settings")
            with VerticalScroll(id="about-scroll", can_focus=False):
                yield Static(id="about")
            yield Static(id="problem", classes="problem")

    def on_mount(self) -> None:
        """Show what there is."""
        options: list[Option | None] = [*_interview_options(self.workspace.interviews(self.supplier.id))]
        if options:
            options.append(None)
        for role, words in ROLES.items():
            prompt = _("Begin an interview with: {respondent}").format(respondent=_(words))
            options.append(Option(Content(prompt), id=f"begin:{role}", disabled=self.bank is None))
        self.list.add_options(options)
        enabled = (place for place, one in enumerate(self.list.options) if not one.disabled)
        self.list.highlighted = next(enabled, 0)
        if self.broken:
            text = _("Left out because of mistakes: {banks}. See: questionnaire bank check").format(
                banks=", ".join(self.broken)
            )
            self.problem.update(Content(text))
        self._choose_language()
        self._show_settings()

    def _choose_language(self) -> None:
        if self.bank is not None and self.language not in self.bank.languages:
            spoken = language_in_use()
            self.language = spoken if spoken in self.bank.languages else self.bank.languages[0]

    def _show_settings(self) -> None:
        bank = self.bank
        if bank is None:
            self.settings.update(Content(_("There is no question bank in order to begin on.")))
            return
        title = bank.in_language(bank.title, self.language)
        form = _("short form") if self.short_form else _("whole bank")
        language = _(LANGUAGE_NAMES.get(self.language, self.language))
        language_label, form_label, bank_label = _("language"), _("form"), _("bank")
        keys = [f"l {language_label}: {language}", f"s {form_label}: {form}"]
        if len(self.banks) > 1:
            keys.append(f"b {bank_label} {self.place + 1}/{len(self.banks)}")
        theme = _("theme: {theme}").format(theme=_(THEME_WORDS[bank.theme])) if bank.theme else ""
        lines = [*([theme] if theme else []), " · ".join(keys), self._round_line()]
        self.settings.update(
            Content.assemble((f"{cut(title, 60)} {bank.version}", "bold"), "\n", "\n".join(lines))
        )
        self.about.update(Content.styled(bank.in_language(bank.about, self.language), QUIET))

    def _round_line(self) -> str:
        """In which round an interview would begin."""
        label, current = _("round"), self.open_round
        if current is not None and not self.new_round:
            words = _("{round} (open)").format(round=cut(current.name, 30))
        elif current is not None:
            name = self.workspace.rounds.next_name(self.supplier.id)
            words = _("{round} (new; closes {open})").format(round=name, open=cut(current.name, 30))
        else:
            words = _("{round} (new)").format(round=self.workspace.rounds.next_name(self.supplier.id))
        return f"r {label}: {words}" if current is not None else f"{label}: {words}"

    def action_round(self) -> None:
        """Begin in a new round, or in the one that is open."""
        if self.open_round is not None and self.open_round.interviews:
            self.new_round = not self.new_round
            self._choose_language()
            self._show_settings()

    def action_next_language(self) -> None:
        """Ask in the bank's next language."""
        if self.bank is not None:
            languages = self.bank.languages
            self.language = languages[(languages.index(self.language) + 1) % len(languages)]
            self._show_settings()

    def action_form(self) -> None:
        """Short form or whole bank."""
        bank = self.bank
        if bank is not None and any(question.short_form for question in bank.questions()):
            self.short_form = not self.short_form
            self._show_settings()

    def action_next_bank(self) -> None:
        """Begin on another bank."""
        if self.banks:
            self.place = (self.place + 1) % len(self.banks)
            self.short_form = False
            self._choose_language()
            self._show_settings()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Open or begin the interview."""
        act, _colon, name = (event.option.id or "").partition(":")
        try:
            if act == "open":
                self.dismiss(self.workspace.open_interview(name))
            elif self.bank is not None:
                self.dismiss(self._begun(Respondent(name), self.bank))
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))

    def _begun(self, respondent: Respondent, bank: Bank) -> OpenInterview:
        return self.workspace.start_interview(
            self.supplier.id,
            bank.id,
            respondent,
            language=self.language,
            short_form=self.short_form,
            new_round=self.new_round,
        )


def _interview_options(interviews: Sequence[InterviewOverview]) -> Iterator[Option]:
    """The interviews, newest first; where they are on several banks, each under the name of its own."""
    several, bank = len({interview.bank for interview in interviews}) > 1, ""
    for interview in interviews:
        if several and interview.bank != bank:
            bank = interview.bank
            yield Option(Content.styled(cut(bank, 60), QUIET), disabled=True)
        yield Option(_interview_line(interview), id=f"open:{interview.id}")


def _interview_line(interview: InterviewOverview) -> Content:
    far = f"{interview.answered}/{interview.asked}"
    state = _("finished") if interview.finished_at else _("resume")
    found = findings_in_short(interview.high, interview.medium, interview.low)
    start = f"{column(interview.round, 7)} {column(_(ROLES[interview.respondent]), 21)} {day_of(interview.started_at)}  "
    return Content.assemble((start, "bold"), column(f"{state} {far}", 16), (found, "bold"))

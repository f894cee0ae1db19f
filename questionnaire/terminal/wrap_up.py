"""The end of the call: what came out by severity, what is open, what was promised; finish, or leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.answers import EvidenceState
from questionnaire.interviews.findings import Finding, FindingKind, by_severity
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.call_view import answer_in_words, no_longer_asked, title_of
from questionnaire.terminal.shown import (
    QUIET,
    SEVERITY_MARKS,
    SEVERITY_STYLES,
    SEVERITY_WORDS,
    column,
    hanging,
    two_ends,
)
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from questionnaire.open_interview import OpenInterview
    from questionnaire.workspace import Workspace

KIND_WORDS = {
    FindingKind.FLAG: N_("flag"),
    FindingKind.CLAIM: N_("claim"),
    FindingKind.CHECK: N_("check"),
    FindingKind.MARK: N_("mark"),
}


class WrapUpList(OptionList):
    """What there is to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            N_("open"),
            id="wrap_up_list.open",
            key_display="Enter",
            tooltip=N_("Go to the question"),
        ),
    ]


class WrapUpScreen(ToolScreen[str]):
    """Closes with the question to go to, with "" to leave for the suppliers, or with nothing."""

    CSS_PATH = "wrap_up.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            N_("to the question"),
            id="wrap_up.open",
            key_display="Enter",
            tooltip=N_("Go to the question"),
        ),
        Binding(
            "f",
            "finish",
            N_("finish"),
            id="wrap_up.finish",
            tooltip=N_("The interview is finished; again: open it once more"),
        ),
        Binding("x", "export", N_("sheet"), id="wrap_up.export", tooltip=N_("Write the answer sheet")),
        Binding(
            "escape,b",
            "return",
            N_("call"),
            id="wrap_up.return",
            key_display="Esc",
            tooltip=N_("Back to the call"),
        ),
        Binding(
            "q",
            "leave",
            N_("suppliers"),
            id="wrap_up.leave",
            tooltip=N_("To the suppliers; an interview that is not finished can be resumed"),
        ),
        Binding("j", "down", N_("down"), show=False, id="wrap_up.down"),
        Binding("k", "up", N_("up"), show=False, id="wrap_up.up"),
    ]

    heading = query_one("#heading", Static)
    problem = query_one("#problem", Static)
    list = query_one(OptionList)

    def __init__(self, workspace: Workspace, interview: OpenInterview) -> None:
        super().__init__()
        self.workspace = workspace
        self.interview = interview

    def compose(self) -> ComposeResult:
        """Heading, list, keys."""
        yield Static(id="heading", markup=False)
        yield WrapUpList(markup=False)
        yield Static(id="problem", classes="problem", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what there is."""
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Findings first, then what is open, then what was promised."""
        self._show_heading()
        kept = self.list.highlighted
        self.list.clear_options()
        for part in (self._findings(), self._promised(), self._open(), self._set_aside()):
            options = list(part)
            if options:
                self.list.add_options(options)
                self.list.add_option(None)
        if self.list.option_count:
            first = next(
                (place for place, option in enumerate(self.list.options) if not option.disabled), None
            )
            self.list.highlighted = kept if kept is not None and kept < self.list.option_count else first

    def _show_heading(self) -> None:
        progress = self.interview.progress()
        counts = [_("{answered} of {asked} answered").format(answered=progress.valued, asked=progress.asked)]
        words = {
            "refused": _("{count} refused"),
            "unknown": _("{count} not known"),
            "not-applicable": _("{count} do not apply"),
            "to-follow": _("{count} to follow"),
        }
        counts += [words[reason].format(count=count) for reason, count in progress.reasons.items()]
        if progress.open:
            counts.append(_("{count} open").format(count=progress.open))
        state = _("finished") if self.interview.finished_at else _("not finished")
        lines = [
            two_ends(
                title_of(self.interview, with_state=False), state, (self.size.width or 80) - 2, "bold", "bold"
            )
        ]
        lines.append(Content.styled(", ".join(counts), QUIET))
        self.heading.update(Content("\n").join(lines))

    def _findings(self) -> Iterator[Option]:
        count = len(self.interview.findings)
        title = (
            ngettext("{count} needs follow-up", "{count} need follow-up", count).format(count=count)
            if count
            else _("Nothing needs follow-up")
        )
        yield _heading(title)
        for finding in by_severity(self.interview.findings):
            yield Option(self._finding(finding), id=f"finding:{finding.key}")

    def _finding(self, finding: Finding) -> Content:
        bank, language = self.interview.bank, self.interview.language
        step = self.interview.walk.steps.get(finding.question or "")
        where = step.number if step else _(KIND_WORDS[finding.kind])
        start = Content.styled(
            f"{SEVERITY_MARKS[finding.severity]} {column(_(SEVERITY_WORDS[finding.severity]), 8)}",
            SEVERITY_STYLES[finding.severity],
        )
        width = (self.size.width or 80) - 5
        because = Content.assemble(
            one_line(bank.in_language(finding.because, language)), "  ", (where, QUIET)
        )
        text = hanging(start, because, width)
        asks = one_line(bank.in_language(finding.next_step, language))
        return (
            Content.assemble(
                text, "\n", hanging(Content(" " * start.cell_length), Content.styled(asks, QUIET), width)
            )
            if asks
            else text
        )

    def _promised(self) -> Iterator[Option]:
        pieces = [
            (step, piece)
            for step in self.interview.asked()
            for piece in self.interview.answer(step.question.id).evidence
            if piece.state is EvidenceState.PROMISED
        ]
        if pieces:
            yield _heading(_("Promised evidence"))
        for place, (step, piece) in enumerate(pieces):
            yield Option(
                Content.assemble((column(step.number, 10), QUIET), one_line(piece.what)),
                id=f"promised:{place}:{step.question.id}",
            )

    def _open(self) -> Iterator[Option]:
        steps = [
            step for step in self.interview.asked() if not self.interview.answer(step.question.id).is_given
        ]
        if steps:
            yield _heading(_("Open questions"))
        for step in steps:
            ask = one_line(self.interview.bank.in_language(step.question.ask, self.interview.language))
            yield Option(
                Content.assemble((column(step.number, 10), QUIET), ask), id=f"open:{step.question.id}"
            )

    def _set_aside(self) -> Iterator[Option]:
        steps = no_longer_asked(self.interview)
        if steps:
            yield _heading(_("No longer asked; the answer is kept"))
        for step in steps:
            ask = one_line(self.interview.bank.in_language(step.question.ask, self.interview.language))
            answer = answer_in_words(self.interview, step, self.interview.language)
            text = Content.assemble((column(step.number, 10), QUIET), ask, "  ", (answer, "bold"))
            yield Option(text, id=f"aside:{step.question.id}", disabled=True)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Go to the question; of a check to the first it looks at."""
        kind, _colon, name = (event.option.id or "").partition(":")
        if kind == "finding":
            finding = next(finding for finding in self.interview.findings if finding.key == name)
            name = finding.question or next(iter(finding.questions), "")
        elif kind == "promised":
            name = name.partition(":")[2]
        if name:
            self.dismiss(name)

    def action_finish(self) -> None:
        """Finish the interview, or open a finished one again."""
        try:
            if self.interview.finished_at is None:
                self.interview.finish()
            else:
                self.interview.reopen()
        except QuestionnaireError as error:
            self.problem.update(Content(str(error)))
        else:
            self.problem.update("")
            self._show_heading()

    def action_export(self) -> None:
        """Write the answer sheet."""
        from questionnaire.terminal.export import ExportDialog  # noqa: PLC0415

        self.app.push_screen(ExportDialog(self.workspace, self.interview))

    def action_return(self) -> None:
        """Back to the call."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """To the suppliers."""
        self.dismiss("")

    def action_down(self) -> None:
        """Down the list."""
        self.list.action_cursor_down()

    def action_up(self) -> None:
        """Up the list."""
        self.list.action_cursor_up()


def _heading(title: str) -> Option:
    return Option(Content.styled(title, "bold underline"), disabled=True)

"""The end of the call: what came out by severity, what is open, what was promised; finish, or leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from questionnaire.banks.model import Reason
from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.findings import by_severity
from questionnaire.interviews.walk import Step
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.call_view import answer_in_words, no_longer_asked, title_of
from questionnaire.terminal.finding_deeds import FindingDeeds
from questionnaire.terminal.shown import QUIET, two_ends
from questionnaire.terminal.wrap_up_view import awaited_of, finding_of, promised_in
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


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
            "follow_up",
            N_("follow up"),
            id="wrap_up.follow_up",
            tooltip=N_("Make a follow-up of it, or show the one there is"),
        ),
        Binding(
            "s",
            "set_aside",
            N_("set aside"),
            id="wrap_up.set_aside",
            tooltip=N_("Nothing will be done about it: say why; again: take it up again"),
        ),
        Binding(
            "d",
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
            N_("list"),
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
        self._deeds: FindingDeeds | None = None

    @property
    def deeds(self) -> FindingDeeds:
        """What is being done about the findings."""
        if self._deeds is None:
            self._deeds = FindingDeeds(self.app, self.workspace, self.interview, self.show)
        return self._deeds

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
        for part in (
            self._findings(),
            self._promised(),
            self._to_follow(),
            self._open(),
            self._nothing_done(),
            self._set_aside(),
        ):
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

    @property
    def _width(self) -> int:
        return (self.size.width or 80) - 5

    def _findings(self) -> Iterator[Option]:
        left = [one for one in by_severity(self.interview.findings) if self.deeds.aside(one.key) is None]
        count = len(left)
        title = (
            ngettext("{count} needs follow-up", "{count} need follow-up", count).format(count=count)
            if count
            else _("Nothing needs follow-up")
        )
        yield _heading(title)
        for finding in left:
            standing = self.deeds.standing(finding.key)
            yield Option(
                finding_of(self.interview, finding, self._width, standing), id=f"finding:{finding.key}"
            )

    def _nothing_done(self) -> Iterator[Option]:
        aside = [one for one in by_severity(self.interview.findings) if self.deeds.aside(one.key)]
        if aside:
            yield _heading(_("Set aside"))
        for finding in aside:
            known = self.deeds.aside(finding.key)
            reason = one_line(known.reason) if known else ""
            yield Option(
                finding_of(self.interview, finding, self._width, _("set aside"), reason),
                id=f"finding:{finding.key}",
            )

    def _promised(self) -> Iterator[Option]:
        pieces = promised_in(self.interview)
        if pieces:
            yield _heading(_("Promised evidence"))
        for place, (step, piece) in enumerate(pieces):
            yield Option(
                self._awaited(
                    step, one_line(piece.what), f"promised:{step.question.id}:{one_line(piece.what)}"
                ),
                id=f"promised:{place}:{step.question.id}",
            )

    def _to_follow(self) -> Iterator[Option]:
        steps = [
            step
            for step in self.interview.asked()
            if self.interview.answer(step.question.id).reason is Reason.TO_FOLLOW
        ]
        if steps:
            yield _heading(_("Answers to follow"))
        for step in steps:
            ask = one_line(self.interview.bank.in_language(step.question.ask, self.interview.language))
            key = f"to-follow:{step.question.id}"
            yield Option(self._awaited(step, ask, key), id=key)

    def _awaited(self, step: Step, text: str, key: str) -> Content:
        """What is still to come, and what is being done about it."""
        aside = self.deeds.aside(key)
        standing = self.deeds.standing(key)
        if aside is not None:
            standing = _("set aside") + f": {one_line(aside.reason)}"
        return awaited_of(step, text, self._width, standing)

    def _open(self) -> Iterator[Option]:
        steps = [
            step for step in self.interview.asked() if not self.interview.answer(step.question.id).is_given
        ]
        if steps:
            yield _heading(_("Open questions"))
        for step in steps:
            ask = one_line(self.interview.bank.in_language(step.question.ask, self.interview.language))
            yield Option(awaited_of(step, ask, self._width, ""), id=f"open:{step.question.id}")

    def _set_aside(self) -> Iterator[Option]:
        steps = no_longer_asked(self.interview)
        if steps:
            yield _heading(_("No longer asked; the answer is kept"))
        for step in steps:
            ask = one_line(self.interview.bank.in_language(step.question.ask, self.interview.language))
            answer = answer_in_words(self.interview, step, self.interview.language)
            yield Option(
                awaited_of(step, ask, self._width, answer), id=f"aside:{step.question.id}", disabled=True
            )

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Go to the question; of a check to the first it looks at."""
        kind, _colon, name = (event.option.id or "").partition(":")
        if kind == "finding":
            finding = next(finding for finding in self.interview.findings if finding.key == name)
            name = finding.question or next(iter(finding.questions), "")
        elif kind == "promised":
            name = name.partition(":")[2]
        elif kind == "aside":
            name = ""
        if name:
            self.dismiss(name)

    def _key_here(self) -> str:
        """The key of what is under the cursor, where something can be done about it; else says so."""
        place = self.list.highlighted
        name = self.list.get_option_at_index(place).id or "" if place is not None else ""
        kind, _colon, rest = name.partition(":")
        if kind == "finding":
            return rest
        if kind == "to-follow":
            return name
        if kind == "promised":
            number, _colon, question = rest.partition(":")
            pieces = [piece for _step, piece in promised_in(self.interview)]
            return f"promised:{question}:{one_line(pieces[int(number)].what)}"
        text = _("Choose what came out, what was promised or what is to follow.")
        self.notify(text, markup=False)
        return ""

    def action_follow_up(self) -> None:
        """Make a follow-up of what is under the cursor, or show the one there is."""
        key = self._key_here()
        if key:
            self.deeds.follow_up(key, self.interview.language)

    def action_set_aside(self) -> None:
        """Set what is under the cursor aside with a reason, or take it up again."""
        key = self._key_here()
        if key:
            found = [finding for finding in self.interview.findings if finding.key == key]
            bank, language = self.interview.bank, self.interview.language
            about = bank.in_language(found[0].because, language) if found else key.rpartition(":")[2]
            self.deeds.set_aside(key, about)

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

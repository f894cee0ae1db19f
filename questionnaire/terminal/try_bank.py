"""Trying a bank file out: the real screen of a call on a made-up supplier, and again whenever the file is saved.

Nothing is kept: the database is a temporary one, a new one for every state of the file, as a bank under work changes
without its version being raised. Answers come along where their question is still there and still takes them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Footer, Static

from questionnaire.banks.model import Respondent
from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.answers import Answer, parse_value, value_as_typed
from questionnaire.terminal.app import QuestionnaireApp
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.terminal.shown import QUIET
from questionnaire.translation import N_, _, ngettext

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.banks.model import Bank, Question
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace

LOOK_SECONDS = 0.4

SUPPLIER = N_("A made-up supplier")

State = tuple[int, int, int]


class Trial(Struct, frozen=True):
    """What is tried: a file, and how the interview on it is held."""

    path: Path
    banks: Path | None = None
    respondent: Respondent = Respondent.MANAGEMENT
    country: str | None = None
    language: str | None = None
    short_form: bool = False


class TryScreen(InterviewScreen):
    """The call, on questions that may be others from one moment to the next."""

    def take(self, workspace: Workspace, interview: OpenInterview) -> None:
        """Go on with the same call on other questions, at the same question where it is still asked."""
        self.workspace, self.interview = workspace, interview
        self.language = interview.language
        asked = [step.question.id for step in interview.asked()]
        if not asked:
            self.notify(_("This bank has no question for this respondent."), severity="warning", markup=False)
            return
        here = self.here if self.here in asked else interview.next_question() or asked[0]
        self.card.forget_typed()
        self.go_to(here)
        self.call_after_refresh(self._show_guidance)

    def _look_for_newer(self) -> None:
        """The file is the newest there is."""


class MistakesScreen(ToolScreen[None]):
    """What is wrong in the file, until nothing is."""

    CSS_PATH = "try_bank.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.leave", N_("leave"), id="try.leave", key_display="q", tooltip=N_("Stop trying the bank")),
        Binding("down", "move(1)", N_("down"), show=False, id="try.down", tooltip=N_("Further down the mistakes")),
        Binding("up", "move(-1)", N_("up"), show=False, id="try.up", tooltip=N_("Further up the mistakes")),
    ]  # fmt: skip

    heading = query_one("#heading", Static)
    list = query_one("#mistakes", Static)
    scroll = query_one(VerticalScroll)

    def __init__(self, path: Path, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.path = path
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The file, its mistakes, what happens next."""
        yield Static(id="heading", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(id="mistakes", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is known."""
        self.show(self._lines)

    def show(self, lines: tuple[str, ...]) -> None:
        """Show these mistakes."""
        self._lines = lines
        if not self.query("#heading"):  # it is shown when it is mounted
            return
        count = len(lines)
        told = ngettext("{count} mistake in {path}", "{count} mistakes in {path}", count)
        after = _("Mend the file and save it: the call goes on then, its answers kept.")
        title = told.format(count=count, path=self.path.name)
        self.heading.update(Content.assemble((title, "bold"), "\n", (after, QUIET)))
        self.list.update(Content("\n\n").join([Content(line) for line in lines]))

    def action_move(self, step: int) -> None:
        """Scroll."""
        self.scroll.scroll_relative(y=step, animate=False)


class TryApp(QuestionnaireApp):
    """The app on one bank file."""

    def __init__(self, trial: Trial) -> None:
        super().__init__(banks=trial.banks)
        self.trial = trial
        self.call: TryScreen | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._count = 0
        self._seen: State | None = None

    def open_workspace(self) -> None:
        """Look at the file now, and again for ever."""
        self._folder = TemporaryDirectory(prefix="questionnaire-try-")
        self.look()
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Show the file anew where it has changed."""
        state = _state_of(self.trial.path)
        if state is None or state == self._seen:  # an editor may take a file away for a moment while it saves
            return
        self._seen = state
        lines = self._mistakes()
        if lines:
            self._show_mistakes(lines)
            return
        try:
            workspace, interview = self._begin()
        except QuestionnaireError as error:
            self._show_mistakes((str(error),))
            return
        self._show(workspace, interview)

    def _mistakes(self) -> tuple[str, ...]:
        from questionnaire.banks.read import check_bank  # noqa: PLC0415 - behind the first frame

        try:
            _bank, mistakes = check_bank(self.trial.path)
        except QuestionnaireError as error:
            return (str(error),)
        name = self.trial.path.name
        return tuple(f"{name}:{mistake.line}:{mistake.column}: {mistake.message}" for mistake in mistakes)

    def _begin(self) -> tuple[Workspace, OpenInterview]:
        """An interview on the file as it is now, with the answers given before."""
        from questionnaire.workspace import open_workspace  # noqa: PLC0415 - behind the first frame

        trial = self.trial
        assert self._folder is not None
        self._count += 1
        workspace = open_workspace(
            str(Path(self._folder.name) / f"{self._count}.db"), trial.banks or trial.path.parent
        )
        try:
            supplier = workspace.add_supplier(_(SUPPLIER), trial.country)
            bank = workspace.bank(str(trial.path.resolve()))
            short = trial.short_form and any(question.short_form for question in bank.questions())
            interview = workspace.start_interview(
                supplier.id,
                str(trial.path.resolve()),
                trial.respondent,
                language=_language(trial, bank),
                short_form=short,
            )
            if self.call is not None:
                _bring_along(self.call.interview, interview)
        except QuestionnaireError:
            workspace.close()
            raise
        return workspace, interview

    def _show(self, workspace: Workspace, interview: OpenInterview) -> None:
        before, self.workspace = self.workspace, workspace
        if self.call is None:
            self._leave_all_above(self.screen_stack[0])
            self.call = TryScreen(workspace, interview)
            self.push_screen(self.call, lambda _result: self.exit())
        else:
            self._leave_all_above(self.call)
            self.call.take(workspace, interview)
            self.call.notify(_("Read again."), timeout=2, markup=False)
        if before is not None:
            before.close()

    def _show_mistakes(self, lines: tuple[str, ...]) -> None:
        if isinstance(self.screen, MistakesScreen):
            self.screen.show(lines)
            return
        self._leave_all_above(self.call or self.screen_stack[0])
        self.push_screen(MistakesScreen(self.trial.path, lines))

    def _leave_all_above(self, screen: object) -> None:
        while self.screen is not screen and len(self.screen_stack) > 1:
            self.pop_screen()

    def close_workspace(self) -> None:
        """Close the store and remove everything."""
        super().close_workspace()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def run_try(
    path: Path,
    *,
    banks: Path | None = None,
    respondent: Respondent = Respondent.MANAGEMENT,
    country: str | None = None,
    language: str | None = None,
    short_form: bool = False,
) -> int:
    """Try a bank file until the user leaves; the exit status."""
    app = TryApp(Trial(path, banks, respondent, country, language, short_form))
    app.run()
    return app.return_code or 0


def _state_of(path: Path) -> State | None:
    """What changes when a file is saved; None where there is none at this moment."""
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return None


def _language(trial: Trial, bank: Bank) -> str | None:
    """The language asked for, where the bank has it."""
    return trial.language if trial.language in bank.languages else None


def _bring_along(before: OpenInterview, after: OpenInterview) -> None:
    """Give the answers again whose question is still there and still takes them."""
    for name, answer in before.answers.items():
        step = after.walk.steps.get(name)
        if step is not None:
            after.record(name, _fitting(step.question, answer))
    if before.at_question in after.walk.steps:
        after.visit(before.at_question or "")


def _fitting(question: Question, answer: Answer) -> Answer:
    """The answer, without its value where the question takes no such value any more."""
    if answer.value is None:
        return answer
    try:
        value = parse_value(question, value_as_typed(answer.value))
    except QuestionnaireError:
        return answer.cleared()
    return answer.with_value(value)

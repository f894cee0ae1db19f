"""The call: one question after another, each answer kept at once, what does not hold said at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Footer

from questionnaire.banks.model import AnswerType, Reason
from questionnaire.errors import ChangedElsewhereError, InputError, QuestionnaireError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.names import names_warning
from questionnaire.interviews.previous import still_so_or_not
from questionnaire.interviews.problems import PROBLEM_LABELS, Problem
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.call_keys import KEYS
from questionnaire.terminal.call_view import findings_here, outline_of, place_of, probes_of, shown_of
from questionnaire.terminal.keep_evidence import answer_with, answer_without, wrong_files
from questionnaire.terminal.open_conflicts import OpenConflicts
from questionnaire.terminal.widgets.call_header import CallHeader
from questionnaire.terminal.widgets.card import Card
from questionnaire.terminal.widgets.evidence_entry import EvidenceEntry
from questionnaire.terminal.widgets.findings_panel import FindingsPanel
from questionnaire.terminal.widgets.guidance import Guidance
from questionnaire.terminal.widgets.outline import Outline
from questionnaire.translation import _

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from questionnaire.banks.model import Bank
    from questionnaire.interviews.walk import Step
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.terminal.finding_deeds import FindingDeeds
    from questionnaire.workspace import Workspace

RETRY_SECONDS = 2.0
SETTLE_SECONDS = 0.7
TYPED = (AnswerType.NUMBER, AnswerType.PERCENTAGE, AnswerType.DATE, AnswerType.TEXT)


class InterviewScreen(ToolScreen[None]):
    """Holds one interview."""

    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    header = query_one(CallHeader)
    card = query_one(Card)
    panel = query_one(FindingsPanel)
    guidance = query_one(Guidance)
    outline = query_one(Outline)

    def __init__(self, workspace: Workspace, interview: OpenInterview) -> None:
        super().__init__()
        self.workspace = workspace
        self.interview = interview
        self.language = interview.language
        self.second = ""
        self.here = ""
        self.newer: Bank | None = None
        self._before = Answer()
        self._retry: Timer | None = None
        self._settle: Timer | None = None
        self._deeds: FindingDeeds | None = None
        self.conflicts = OpenConflicts(workspace, interview)

    def compose(self) -> ComposeResult:
        """Header; outline, card and guidance; findings; keys."""
        yield CallHeader()
        with Horizontal(id="middle"):
            yield Outline()
            yield Card()
            yield Guidance()
        yield FindingsPanel()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Go to where the call stopped; a warning about the country comes first."""
        self.header.show_saved(self.interview.saved_at)
        stopped = self.interview.at_question
        if stopped not in self.interview.walk.steps or not self.interview.walk.is_asked(
            stopped, self.interview.answers
        ):
            stopped = self.interview.next_question() or self._names()[0] if self._names() else ""
        if not stopped:
            self.notify(_("This bank has no question for this respondent."), severity="warning", markup=False)
            self.call_after_refresh(self.action_leave)
            return
        self.go_to(stopped)
        country = self.interview.country
        if country is not None and country.warning:
            from questionnaire.terminal.warning import WarningDialog  # noqa: PLC0415

            self.app.push_screen(WarningDialog(country))
        self.call_after_refresh(self._look_for_newer)

    def _look_for_newer(self) -> None:
        """Tell of a newer version of the questions, and of conflicts; the call goes on with its own."""
        self.conflicts.load()
        differ = self.conflicts.notice()
        if differ:
            self._show_findings()
            self.notify(differ, severity="warning", timeout=10, markup=False)
        self.newer = self.workspace.newer_bank(self.interview)
        self.refresh_bindings()
        if self.newer is not None:
            text = _("Newer questions, {version}: press v.")
            self.notify(text.format(version=self.newer.version), timeout=8, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key for newer questions is there where they are."""
        return self.newer is not None if action == "newer_bank" else super().check_action(action, parameters)

    def action_newer_bank(self) -> None:
        """What differs in the newer version, and whether to take it over."""
        from questionnaire.terminal.newer_bank import NewerBankDialog  # noqa: PLC0415

        if self.newer is not None:
            self.app.clear_notifications()
            self.app.push_screen(
                NewerBankDialog(self.workspace, self.interview, self.newer), self._taken_over
            )

    def _taken_over(self, interview: OpenInterview | None) -> None:
        """Go on where the call stood, else at the next open question."""
        if interview is None:
            return
        stood = self.here
        self.interview, self.newer = interview, None
        self.conflicts = OpenConflicts(self.workspace, interview)
        self.conflicts.load()
        self.language, self.second = interview.language, ""
        self.refresh_bindings()
        place = interview.at_question if interview.at_question in self._names() else interview.next_question()
        self.go_to(place or next(iter(self._names()), stood))

    def _names(self) -> list[str]:
        return [step.question.id for step in self.interview.asked()]

    @property
    def step(self) -> Step:
        """The question on screen."""
        return self.interview.walk.steps[self.here]

    def go_to(self, question: str) -> None:
        """Show a question."""
        if not question:
            return
        self.here = question
        self._before = self.interview.answer(question)
        self._try(lambda: self.interview.visit(question))
        self._load()

    def _load(self) -> None:
        answer = self.interview.answer(self.here)
        probes = probes_of(self.interview, self.step, self.language)
        self.card.wrong_files = wrong_files(self.workspace, answer)
        self.card.load(shown_of(self.interview, self.step, self.language, self.second), answer, probes)
        if self.guidance.display:
            self._show_guidance()
        self._refresh()

    def _refresh(self, settle: bool = False) -> None:
        """Show what the answers mean now. What a number means is shown once it stands still, so that nothing flickers."""
        marks = self.interview.marks()
        self.header.show_place(place_of(self.interview, self.step, marks))
        if self.outline.display:
            self.outline.show(outline_of(self.interview, self.step, marks, self.language), self.here)
        if self._settle is not None:
            self._settle.stop()
            self._settle = None
        if settle:
            self._settle = self.set_timer(SETTLE_SECONDS, self._show_findings)
        else:
            self._show_findings()

    def _show_findings(self) -> None:
        here, elsewhere = findings_here(self.interview, self.here)
        differs = self.conflicts.line(self.here, self.language)
        names = names_warning(self.interview.answer(self.here))
        self.panel.show(here, elsewhere, self.interview.bank, self.language, self._offer(), differs, names)

    def _offer(self) -> str:
        """What the key for a follow-up would do with the answer on screen, where something is still to come for it."""
        answer = self.interview.answer(self.here)
        if not answer.evidence and answer.reason is not Reason.TO_FOLLOW:
            return ""
        return self.deeds.offer_line(self.here, self.language)

    @property
    def deeds(self) -> FindingDeeds:
        """What is being done about the findings of the interview."""
        if self._deeds is None or self._deeds.interview is not self.interview:
            from questionnaire.terminal.finding_deeds import FindingDeeds  # noqa: PLC0415 - behind an answer

            self._deeds = FindingDeeds(self.app, self.workspace, self.interview, self._show_findings)
        return self._deeds

    def action_follow_up(self) -> None:
        """A follow-up of what is to follow or was promised here, else of a finding here, the most severe first."""
        keys = [offer.key for offer in self.deeds.offers_of(self.here, self.language)]
        found = [finding.key for finding in findings_here(self.interview, self.here)[0]]
        keys += sorted(found, key=lambda key: self.deeds.followed.under_way(key) is not None)
        if keys:
            self.deeds.follow_up(keys[0], self.language)
        else:
            self.notify(_("Nothing came out here. Flag it with f first."), markup=False)

    def _show_guidance(self) -> None:
        countries = self.workspace.countries
        self.guidance.show(
            self.interview.bank, self.step.question, self.language, self.interview.country, countries
        )

    def keep(self, answer: Answer) -> None:
        """Keep what is now the answer of the question on screen."""
        before = self.interview.answer(self.here)
        self._try(lambda: self.interview.record(self.here, answer))
        kept = self.interview.answer(self.here)
        self.card.show_answer(kept, probes_of(self.interview, self.step, self.language))
        typing = self.step.question.answer in TYPED and before.reason is kept.reason
        warns = names_warning(kept) != names_warning(before)
        self._refresh(settle=typing and before.value != kept.value and not warns)

    def _try(self, save: Callable[[], None]) -> None:
        """Save; a failure stays on screen, the answer stays in the interview, and it is tried again."""
        try:
            save()
        except ChangedElsewhereError as error:
            self.header.show_saved(self.interview.saved_at)
            self.notify(str(error), severity="warning", timeout=10, markup=False)
            self.call_after_refresh(self._load)
        except InputError as error:
            self.notify(str(error), severity="warning", timeout=8, markup=False)
            self.call_after_refresh(self._load)
        except QuestionnaireError as error:
            self.header.show_problem(error.message)
            if self._retry is None:
                self._retry = self.set_interval(RETRY_SECONDS, self.retry)
        else:
            self._saved()

    def _saved(self) -> None:
        """Say so, unless another answer still waits for its place on the disk."""
        if self.interview.unsaved:
            return
        self.remove_class("-warned")
        if self._retry is not None:
            self._retry.stop()
            self._retry = None
        self.header.show_saved(self.interview.saved_at or datetime.now(UTC))

    def retry(self) -> None:
        """Try to save again what is not on the disk."""
        try:
            self.interview.retry()
        except QuestionnaireError as error:
            self.header.show_problem(error.message)
        else:
            self._saved()

    @on(Card.Given)
    def given(self, event: Card.Given) -> None:
        """A value was given, or taken away by emptying the field."""
        answer = self.interview.answer(self.here)
        if event.value is not None:
            self.keep(answer.with_value(event.value))
        elif answer.value is not None:
            self.keep(answer.cleared())

    @on(Card.NoteChanged)
    def noted(self, event: Card.NoteChanged) -> None:
        """A note was typed."""
        self.keep(replace(self.interview.answer(self.here), note=event.note))

    @on(Card.NoteDone)
    @on(EvidenceEntry.Left)
    def beside_done(self) -> None:
        """Back to the answer."""
        self.card.leave_note()
        self.card.show_answer(
            self.interview.answer(self.here), probes_of(self.interview, self.step, self.language)
        )

    @on(EvidenceEntry.Entered)
    def evidence_entered(self, event: EvidenceEntry.Entered) -> None:
        """Keep a piece of evidence; a file that cannot be kept is told where it was named."""
        answer = self.interview.answer(self.here)
        try:
            given = answer_with(self.workspace.evidence, answer, event.piece, event.before, event.path)
        except QuestionnaireError as error:
            self.card.evidence.refuse(str(error), "file" if event.path else "")
            return
        self._keep_evidence(given, event.then, anew=event.before is not None)
        if event.then is None:
            self.beside_done()

    @on(EvidenceEntry.TakenAway)
    def evidence_taken_away(self, event: EvidenceEntry.TakenAway) -> None:
        """Take a piece away."""
        given = answer_without(self.interview.answer(self.here), event.piece)
        self._keep_evidence(given, len(given.evidence), anew=True)

    def _keep_evidence(self, given: Answer, then: int | None, *, anew: bool) -> None:
        """Keep the pieces; `anew` as an entry of its own in the history, which what was there stays in then."""
        if anew:
            self._try(lambda: self.interview.visit(self.here))
        self.card.wrong_files = wrong_files(self.workspace, given)
        self.keep(given)
        if then is not None:
            kept = self.interview.answer(self.here).evidence
            self.card.evidence.show_pieces(kept, self.card.wrong_files, then)

    @on(EvidenceEntry.Opened)
    def evidence_opened(self, event: EvidenceEntry.Opened) -> None:
        """Look at the file of a piece."""
        try:
            path, is_shown = self.workspace.evidence.open(event.piece)
        except QuestionnaireError as error:
            self.card.evidence.refuse(str(error))
        else:
            text = _("Opened a copy to read: {path}") if is_shown else _("A copy to read stands in: {path}")
            self.notify(text.format(path=path), timeout=8, markup=False)

    @on(Outline.GoTo)
    def chosen_in_outline(self, event: Outline.GoTo) -> None:
        """Go to a question, or to the first of a section."""
        name = event.id
        if name.startswith("section:"):
            section = name.removeprefix("section:")
            name = next(step.question.id for step in self.interview.asked() if step.section.id == section)
        if not self.interview.walk.is_asked(name, self.interview.answers):
            self.notify(_("This question is no longer asked; its answer is kept."), markup=False)
            return
        self.set_class(False, "-outline")
        self.here = ""
        self.go_to(name)
        self.card.field.focus()

    @on(Card.Passed)
    def action_next(self) -> None:
        """On to the next question that is asked; after the last, wrap up."""
        names, order = self._names(), list(self.interview.walk.steps)
        later = [name for name in names if order.index(name) > order.index(self.here)]
        if later:
            self.go_to(later[0])
        else:
            self.action_wrap_up()

    def action_back(self) -> None:
        """The question before."""
        names, order = self._names(), list(self.interview.walk.steps)
        earlier = [name for name in names if order.index(name) < order.index(self.here)]
        if earlier:
            self.go_to(earlier[-1])

    def action_next_open(self) -> None:
        """Skip to the next question without an answer."""
        name = self.interview.next_question(self.here)
        if name is None or name == self.here:
            self.action_wrap_up()
        else:
            self.go_to(name)

    def action_note(self) -> None:
        """Type a note."""
        self.card.write_note()

    def action_evidence(self) -> None:
        """Enter evidence."""
        self.card.enter_evidence()

    def action_mark(self) -> None:
        """Set or take away the buyer's own mark."""
        answer = self.interview.answer(self.here)
        self.keep(replace(answer, marked=not answer.marked))

    def action_reason(self, reason: str) -> None:
        """A reason in place of a value; the same key again takes it away."""
        answer = self.interview.answer(self.here)
        given = Reason(reason)
        self.card.forget_typed()
        self.keep(answer.cleared() if answer.reason is given else answer.with_reason(given))
        self._load()

    def action_clear(self) -> None:
        """Take the answer away."""
        self.card.forget_typed()
        self.keep(self.interview.answer(self.here).cleared())
        self._load()

    def action_still_so(self) -> None:
        """Take over the answer of the round before, or confirm what the supplier wrote; once more takes it back."""
        answer, earlier = self.interview.answer(self.here), self.interview.earlier(self.here)
        try:
            taken = still_so_or_not(answer, earlier)
        except InputError as error:
            self.notify(error.message, markup=False)
            return
        self.card.forget_typed()
        self.keep(taken)
        self._load()

    def action_undo(self) -> None:
        """Put back what stood here before this visit."""
        self.card.forget_typed()
        self.keep(self._before)
        self._load()

    def action_second_language(self) -> None:
        """Show or hide the question in the bank's other languages, one after another."""
        others = [language for language in self.interview.bank.languages if language != self.language]
        places = ["", *others]
        self.second = places[(places.index(self.second) + 1) % len(places)] if self.second in places else ""
        self._load()

    def action_guidance(self) -> None:
        """Show or hide the guidance where there is no room for it beside the card."""
        self.toggle_class("-guidance")
        self._show_guidance()

    def action_outline(self) -> None:
        """Show the outline and go into it, or leave it."""
        if self.outline.has_focus:
            self.set_class(False, "-outline")
            self.card.field.focus()
            return
        self.set_class(True, "-outline")
        self.outline.focus()
        self._refresh()

    def action_problem(self) -> None:
        """Say that the question on screen did not work."""
        from questionnaire.terminal.problem import ProblemDialog  # noqa: PLC0415

        self.app.push_screen(ProblemDialog(self.interview, self.here, self.language), self._told)

    def _told(self, problem: Problem | None) -> None:
        if problem is not None:
            self.notify(
                _("Kept for the union: {problem}").format(problem=_(PROBLEM_LABELS[problem.kind])),
                markup=False,
            )

    def action_conflict(self) -> None:
        """Both sides of a conflict on the question on screen, and which stays."""
        if not self.conflicts.decide(self.app, self.here, self.language, self._decided):
            self.notify(_("No other answer to this question came with a sheet."), markup=False)

    def _decided(self) -> None:
        self._try(self._look_again)
        self._load()

    def _look_again(self) -> None:
        self.interview.rebuild()

    def action_clean(self) -> None:
        """Take what was said here out for good, after asking."""
        from questionnaire.terminal.clean_answer import CleanDialog  # noqa: PLC0415

        self.card.leave_note()
        self.app.push_screen(CleanDialog(self.interview, self.here, self.language), self._cleaned)

    def _cleaned(self, told: list[str] | None) -> None:
        """Show what is left; what stood here before this visit is forgotten too."""
        if told is None:
            return
        self._before = self.interview.answer(self.here)
        self.card.forget_typed()
        self._load()
        self._saved()
        self.notify("\n".join(told), timeout=12, markup=False)

    def action_find(self) -> None:
        """Go to a question by its words or id."""
        from questionnaire.terminal.find import FindDialog  # noqa: PLC0415

        self.app.push_screen(FindDialog(self.interview, self.language), self._found)

    def _found(self, question: str | None) -> None:
        if question is not None:
            self.go_to(question)

    def action_wrap_up(self) -> None:
        """What is open, what came out, what was promised."""
        from questionnaire.terminal.wrap_up import WrapUpScreen  # noqa: PLC0415

        self.app.push_screen(WrapUpScreen(self.workspace, self.interview), self._wrapped_up)

    def _wrapped_up(self, question: str | None) -> None:
        if question == "":
            self.action_leave()
        elif question is not None:
            self.go_to(question)

    def action_leave_field(self) -> None:
        """Escape: out of the note, then out of the field, then back to the suppliers. Nothing is lost."""
        if self.card.leave_note():
            self.beside_done()
        elif self.outline.has_focus:
            self.action_outline()
        elif self.step.question.answer in TYPED and self.card.field.has_focus:
            self.card.focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the suppliers, unless something is not on the disk."""
        if not self.confirm_leaving():
            self.dismiss()

    def confirm_leaving(self) -> bool:
        """Whether something is not saved; says so. Leaving a second time loses it."""
        if not self.interview.unsaved or self.has_class("-warned"):
            return False
        self.add_class("-warned")
        text = _("Not everything is saved. It is tried again every two seconds; leave once more to lose it.")
        self.notify(text, severity="error", timeout=10, markup=False)
        return True

    def on_screen_resume(self) -> None:
        """Guidance and outline follow what is displayed now."""
        if self.here:
            self.call_after_refresh(self._refresh)
            self.call_after_refresh(self._show_guidance)

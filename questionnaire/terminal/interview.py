"""An interview being held: the call, and what is done from it with evidence, findings, other answers, newer questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from questionnaire.errors import QuestionnaireError
from questionnaire.interviews.problems import PROBLEM_LABELS
from questionnaire.terminal.call_keys import KEYS
from questionnaire.terminal.call_screen import CallScreen
from questionnaire.terminal.call_view import findings_here
from questionnaire.terminal.keep_evidence import answer_with, answer_without, wrong_files
from questionnaire.terminal.open_conflicts import OpenConflicts
from questionnaire.terminal.widgets.evidence_entry import EvidenceEntry
from questionnaire.translation import _

if TYPE_CHECKING:
    from textual.binding import BindingType

    from questionnaire.banks.model import Bank
    from questionnaire.interviews.answers import Answer
    from questionnaire.interviews.problems import Problem
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.workspace import Workspace


class InterviewScreen(CallScreen):
    """Holds one interview."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, workspace: Workspace, interview: OpenInterview) -> None:
        super().__init__(workspace, interview)
        self.newer: Bank | None = None

    def on_mount(self) -> None:
        """Go to where the call stopped; a warning about the country comes first."""
        self.header.show_saved(self.interview.saved_at)
        stopped = self.interview.at_question
        if stopped not in self.interview.walk.steps or not self.interview.walk.is_asked(
            stopped, self.interview.answers
        ):
            stopped = self.interview.next_question() or self.names()[0] if self.names() else ""
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key for newer questions is there where they are."""
        return self.newer is not None if action == "newer_bank" else super().check_action(action, parameters)

    def _look_for_newer(self) -> None:
        """Tell of a newer version of the questions, and of conflicts; the call goes on with its own."""
        self.conflicts.load()
        differ = self.conflicts.notice()
        if differ:
            self.show_findings()
            self.notify(differ, severity="warning", timeout=10, markup=False)
        self.newer = self.workspace.newer_bank(self.interview)
        self.refresh_bindings()
        if self.newer is not None:
            text = _("Newer questions, {version}: press v.")
            self.notify(text.format(version=self.newer.version), timeout=8, markup=False)

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
        place = interview.at_question if interview.at_question in self.names() else interview.next_question()
        self.go_to(place or next(iter(self.names()), stood))

    def action_evidence(self) -> None:
        """Enter evidence."""
        self.card.enter_evidence()

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
            self.saving.save(lambda: self.interview.visit(self.here))
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

    def action_follow_up(self) -> None:
        """A follow-up of what is to follow or was promised here, else of a finding here, the most severe first."""
        keys = [offer.key for offer in self.deeds.offers_of(self.here, self.language)]
        found = [finding.key for finding in findings_here(self.interview, self.here)[0]]
        keys += sorted(found, key=lambda key: self.deeds.followed.under_way(key) is not None)
        if keys:
            self.deeds.follow_up(keys[0], self.language)
        else:
            self.notify(_("Nothing came out here. Flag it with f first."), markup=False)

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
        self.app.clear_notifications()
        if not self.conflicts.decide(self.app, self.here, self.language, self._decided):
            self.notify(_("No other answer to this question came with a sheet."), markup=False)

    def _decided(self) -> None:
        self.saving.save(self.interview.rebuild)
        self.load()

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
        self.load()
        self.saving.saved()
        self.notify("\n".join(told), timeout=12, markup=False)

    def action_find(self) -> None:
        """Go to a question by its words or id."""
        from questionnaire.terminal.find import FindDialog  # noqa: PLC0415

        self.app.push_screen(FindDialog(self.interview, self.language), self._found)

    def _found(self, question: str | None) -> None:
        if question is not None:
            self.go_to(question)

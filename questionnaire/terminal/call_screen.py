"""The question of a call on screen: going from one to another, each answer kept at once, what does not hold said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Footer

from questionnaire.banks.model import AnswerType, Reason
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.names import names_warning
from questionnaire.interviews.previous import still_so_or_not
from questionnaire.terminal.base import ToolScreen
from questionnaire.terminal.call_saving import CallSaving
from questionnaire.terminal.call_view import findings_here, outline_of, place_of, probes_of, shown_of
from questionnaire.terminal.keep_evidence import wrong_files
from questionnaire.terminal.open_conflicts import OpenConflicts
from questionnaire.terminal.widgets.call_header import CallHeader
from questionnaire.terminal.widgets.card import Card
from questionnaire.terminal.widgets.evidence_entry import EvidenceEntry
from questionnaire.terminal.widgets.findings_panel import Beside, FindingsPanel
from questionnaire.terminal.widgets.guidance import Guidance
from questionnaire.terminal.widgets.outline import Outline
from questionnaire.translation import _

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from questionnaire.interviews.walk import Step
    from questionnaire.rooms.open_interview import OpenInterview
    from questionnaire.terminal.finding_deeds import FindingDeeds
    from questionnaire.workspace import Workspace

SETTLE_SECONDS = 0.7
TYPED = (AnswerType.NUMBER, AnswerType.PERCENTAGE, AnswerType.DATE, AnswerType.TEXT)


class CallScreen(ToolScreen[None]):
    """Shows a question and keeps its answer; which keys there are is said by the screen made of it."""

    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = ""

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
        self.saving = CallSaving(self)
        self.conflicts = OpenConflicts(workspace, interview)
        self._before = Answer()
        self._settle: Timer | None = None
        self._deeds: FindingDeeds | None = None

    def compose(self) -> ComposeResult:
        """Header; outline, card and guidance; findings; keys."""
        yield CallHeader()
        with Horizontal(id="middle"):
            yield Outline()
            yield Card()
            yield Guidance()
        yield FindingsPanel()
        yield Footer(compact=True, show_command_palette=False)

    def names(self) -> list[str]:
        """The questions that are asked, in their order."""
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
        self.saving.save(lambda: self.interview.visit(question))
        self.load()

    def load(self) -> None:
        """Show the question on screen anew."""
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
            self._settle = self.set_timer(SETTLE_SECONDS, self.show_findings)
        else:
            self.show_findings()

    def show_findings(self) -> None:
        """Show what came out at the question on screen."""
        answer = self.interview.answer(self.here)
        differs = self.conflicts.line(self.here, self.language)
        beside = Beside(names_warning(answer), differs, self._offer(answer))
        here, elsewhere = findings_here(self.interview, self.here)
        self.panel.show(here, elsewhere, self.interview.bank, self.language, beside)

    def _offer(self, answer: Answer) -> str:
        """What the key for a follow-up would do with the answer on screen, where something is still to come for it."""
        if not answer.evidence and answer.reason is not Reason.TO_FOLLOW:
            return ""
        return self.deeds.offer_line(self.here, self.language)

    @property
    def deeds(self) -> FindingDeeds:
        """What is being done about the findings of the interview."""
        if self._deeds is None or self._deeds.interview is not self.interview:
            from questionnaire.terminal.finding_deeds import FindingDeeds  # noqa: PLC0415 - behind an answer

            self._deeds = FindingDeeds(self.app, self.workspace, self.interview, self.show_findings)
        return self._deeds

    def _show_guidance(self) -> None:
        countries = self.workspace.countries
        self.guidance.show(
            self.interview.bank, self.step.question, self.language, self.interview.country, countries
        )

    def keep(self, answer: Answer) -> None:
        """Keep what is now the answer of the question on screen."""
        before = self.interview.answer(self.here)
        self.saving.save(lambda: self.interview.record(self.here, answer))
        kept = self.interview.answer(self.here)
        self.card.show_answer(kept, probes_of(self.interview, self.step, self.language))
        typing = self.step.question.answer in TYPED and before.reason is kept.reason
        warns = names_warning(kept) != names_warning(before)
        self._refresh(settle=typing and before.value != kept.value and not warns)

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
        names, order = self.names(), list(self.interview.walk.steps)
        later = [name for name in names if order.index(name) > order.index(self.here)]
        if later:
            self.go_to(later[0])
        else:
            self.action_wrap_up()

    def action_back(self) -> None:
        """The question before."""
        names, order = self.names(), list(self.interview.walk.steps)
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
        self.load()

    def action_clear(self) -> None:
        """Take the answer away."""
        self.card.forget_typed()
        self.keep(self.interview.answer(self.here).cleared())
        self.load()

    def action_still_so(self) -> None:
        """Take over the answer of the round before, or confirm what the supplier wrote; once more takes it back."""
        answer, earlier = self.interview.answer(self.here), self.interview.earlier(self.here)
        try:
            taken = still_so_or_not(answer, earlier, self._before)
        except InputError as error:
            self.notify(error.message, markup=False)
            return
        self.card.forget_typed()
        self.keep(taken)
        self.load()

    def action_undo(self) -> None:
        """Put back what stood here before this visit."""
        self.card.forget_typed()
        self.keep(self._before)
        self.load()

    def action_second_language(self) -> None:
        """Show or hide the question in the bank's other languages, one after another."""
        others = [language for language in self.interview.bank.languages if language != self.language]
        places = ["", *others]
        self.second = places[(places.index(self.second) + 1) % len(places)] if self.second in places else ""
        self.load()

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
        return self.saving.confirm_leaving()

    def on_screen_resume(self) -> None:
        """Guidance and outline follow what is displayed now."""
        if self.here:
            self.call_after_refresh(self._refresh)
            self.call_after_refresh(self._show_guidance)

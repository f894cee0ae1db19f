"""The question card: one question, large and calm, the answer under the cursor. Stays mounted; another question is loaded into it.

It shows what it is given and says what the buyer does (`Given`, `Passed`, `NoteChanged` ...); it keeps no answer itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from questionnaire.banks.model import NUMERIC, AnswerType
from questionnaire.errors import InputError
from questionnaire.interviews.answers import OPEN, Answer, Value, parse_text, parse_value, value_as_typed
from questionnaire.terminal.widgets.card_lines import (
    Probe,
    Shown,
    chosen_in,
    figures_hint,
    labels_of,
    options_of,
    probe_lines,
    state_lines,
    words_hint,
)
from questionnaire.terminal.widgets.changing import ChangingText
from questionnaire.terminal.widgets.choice_list import ChoiceList
from questionnaire.terminal.widgets.earlier import earlier_line
from questionnaire.terminal.widgets.evidence_entry import EvidenceEntry
from questionnaire.terminal.widgets.evidence_lines import WrongFiles
from questionnaire.terminal.widgets.typed import Figures, Words
from questionnaire.text import one_line
from questionnaire.translation import _

WIDEST = 90
"""Cells that a line of the card has at most, as its style says."""


class Card(VerticalScroll):
    """One question with its answer, note, evidence and probes."""

    can_focus = True
    BINDING_GROUP_TITLE = "card"

    class Given(Message):
        """A value was given; None takes the value away."""

        def __init__(self, value: Value | None) -> None:
            super().__init__()
            self.value = value

    class Passed(Message):
        """Enter: on to the next question."""

    class NoteChanged(Message):
        """The note is now this."""

        def __init__(self, note: str) -> None:
            super().__init__()
            self.note = note

    class NoteDone(Message):
        """Enter in the note: back to the answer."""

    trail = query_one("#trail", Static)
    question = query_one("#question", Static)
    second = query_one("#second", Static)
    earlier = query_one("#earlier", Static)
    choices = query_one(ChoiceList)
    figures = query_one("#figures", Figures)
    words = query_one("#words", Words)
    hint = query_one("#hint", Static)
    state = query_one("#state", Static)
    note = query_one("#note", Words)
    evidence = query_one(EvidenceEntry)
    probes = query_one("#probes", Static)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._answer = OPEN
        self._drafts: dict[str, str] = {}
        self._probes: Sequence[Probe] = ()
        self.wrong_files: WrongFiles = {}

    def compose(self) -> list[Widget]:
        """Everything a question may need; what this one does not need is not displayed."""
        return [
            ChangingText(id="trail", markup=False),
            ChangingText(id="question", markup=False),
            ChangingText(id="second", markup=False),
            ChangingText(id="earlier", markup=False),
            ChoiceList(),
            Figures(id="figures"),
            Words(id="words"),
            ChangingText(id="hint", markup=False),
            ChangingText(id="state", markup=False),
            Words(_("what is said besides; Enter is done with it"), id="note"),
            EvidenceEntry(),
            ChangingText(id="probes", markup=False),
        ]

    @property
    def field(self) -> Widget:
        """Where the answer is given."""
        kind = self._shown.step.question.answer if self._shown else AnswerType.TEXT
        if kind in (*NUMERIC, AnswerType.DATE):
            return self.figures
        return self.words if kind is AnswerType.TEXT else self.choices

    def load(self, shown: Shown, answer: Answer, probes: Sequence[Probe]) -> None:
        """Show a question; the cursor goes to its answer."""
        another = self._shown is None or self._shown.step.question.id != shown.step.question.id
        self._shown, self._answer = shown, answer
        bank, question = shown.bank, shown.step.question
        self.trail.update(
            Content(f"{shown.step.number}  {one_line(shown.above)}" if shown.above else shown.step.number)
        )
        self.question.update(Content(bank.in_language(question.ask, shown.language)))
        self.second.update(Content(question.ask.get(shown.second, "")))
        self.second.display = bool(shown.second)
        for field in (self.choices, self.figures, self.words):
            field.display = field is self.field
        self._load_answer(answer, another)
        self.show_answer(answer, probes)
        if another:
            self.note.display = False
            self.evidence.display = False
            self.scroll_home(animate=False)
            self.field.focus(scroll_visible=False)

    def show_answer(self, answer: Answer, probes: Sequence[Probe]) -> None:
        """Show what is kept now, without touching what is being typed."""
        assert self._shown is not None
        self._answer = answer
        if self.field is self.choices:
            self.choices.mark(chosen_in(self._shown.step.question, answer))
        self._show_earlier()
        typing_note, entering = (
            self.note.display,
            self.evidence.display,
        )  # both show themselves what they hold
        state = state_lines(answer, self.wrong_files, note=not typing_note, evidence=not entering)
        self.state.update(state)
        self.state.display = bool(state)
        self._probes = probes
        self.probes.update(probe_lines(probes, max(self.content_size.width, 20)))
        self.probes.display = bool(probes)
        self._show_hint()

    def forget_typed(self) -> None:
        """Let go of what stands in the field and is no answer."""
        if self._shown is not None:
            self._drafts.pop(self._shown.step.question.id, None)

    def write_note(self) -> None:
        """Type a note under the answer."""
        with self.note.prevent(TextArea.Changed):
            self.note.text = self._answer.note
        self.note.display = True
        self.note.move_cursor(self.note.document.end)
        self.note.focus()

    def enter_evidence(self) -> None:
        """Type what is offered to show for the answer."""
        self.evidence.start(self._answer.evidence, self.wrong_files)
        self.show_answer(self._answer, self._probes)

    def _load_answer(self, answer: Answer, another: bool) -> None:
        assert self._shown is not None
        question = self._shown.step.question
        typed = self._drafts.get(
            question.id, value_as_typed(answer.value) if answer.value is not None else ""
        )
        if self.field is self.choices:
            self.choices.load(
                labels_of(self._shown), chosen_in(question, answer), question.answer is AnswerType.CHOICES
            )
        elif self.field is self.figures:
            self.figures.takes_slash = question.answer is AnswerType.DATE
            with self.figures.prevent(Input.Changed):
                self.figures.value = typed
            self.figures.cursor_position = len(self.figures.value)
        elif (
            another or self.words.text.strip() != typed.strip()
        ):  # filling it empties its undo: another question's text
            with self.words.prevent(TextArea.Changed):
                self.words.text = typed
            self.words.move_cursor(self.words.document.end)

    def _show_earlier(self) -> None:
        """Under the question, in the row left free above the answer: what is known from before the call."""
        assert self._shown is not None
        is_short = self.field is self.choices or not self.screen.has_class("-high")
        key = "F11" if self.field is self.words else "="
        room = self.content_size.width or self.screen.size.width - 6  # there is no layout yet
        width = min(max(room, 20), WIDEST)
        line = earlier_line(self._shown.earlier, self._answer, key, width, 1 if is_short else 3)
        self.earlier.update(line)
        self.earlier.display = bool(line)
        self.set_class(bool(line), "-earlier")

    def _show_hint(self) -> None:
        """Under a field: what it takes, what was understood, or what is wrong with what stands there."""
        assert self._shown is not None
        if self.field is self.figures:
            hint = figures_hint(self._shown, self.figures.value)
        else:
            question = self._shown.step.question
            hint = words_hint(question, self._drafts.get(question.id, ""))
        self.hint.update(hint)
        self.hint.display = bool(hint) or self.field is self.figures

    @on(ChoiceList.Picked)
    def picked(self, event: ChoiceList.Picked) -> None:
        """A choice was picked; of several it is put in or taken out."""
        event.stop()
        assert self._shown is not None
        word = options_of(self._shown.step.question)[event.place]
        if self._shown.step.question.answer is not AnswerType.CHOICES:
            self.post_message(self.Given(word))
            return
        before = self._answer.value if isinstance(self._answer.value, tuple) else ()
        after = tuple(
            option
            for option in options_of(self._shown.step.question)
            if (option in before) ^ (option == word)
        )
        self.post_message(self.Given(after or None))

    @on(Input.Changed, "#figures")
    def figures_changed(self, event: Input.Changed) -> None:
        """What is typed is kept as soon as it is an answer; what is none yet stays in the field."""
        event.stop()
        if self._shown is None or event.value != self.figures.value:
            return
        question = self._shown.step.question
        try:
            value = parse_value(question, event.value) if event.value.strip() else None
        except InputError:
            self._drafts[question.id] = event.value
        else:
            self._drafts.pop(question.id, None)
            self.post_message(self.Given(value))
            if value is not None:
                return  # what is kept is shown with its hint, once the key is on the screen
        self._show_hint()

    @on(TextArea.Changed, "#words")
    def words_changed(self, event: TextArea.Changed) -> None:
        """Text is kept at every change."""
        event.stop()
        if self._shown is None or self.field is not self.words:
            return
        question = self._shown.step.question
        try:
            text = parse_text(self.words.text)
        except InputError:
            self._drafts[question.id] = self.words.text
        else:
            self._drafts.pop(question.id, None)
            self.post_message(self.Given(text or None))
        self._show_hint()

    @on(TextArea.Changed, "#note")
    def note_changed(self, event: TextArea.Changed) -> None:
        """So is a note."""
        event.stop()
        try:
            self.post_message(self.NoteChanged(parse_text(self.note.text)))
        except InputError as error:
            self.hint.update(Content.styled(str(error), "bold"))
            self.hint.display = True

    @on(ChoiceList.Passed)
    @on(Words.Done, "#words")
    @on(Input.Submitted, "#figures")
    def passed(self, event: Message) -> None:
        """Enter goes on, unless what stands in the field is no answer."""
        event.stop()
        if self._shown is not None and self._shown.step.question.id in self._drafts:
            return
        self.post_message(self.Passed())

    @on(Words.Done, "#note")
    def note_done(self, event: Words.Done) -> None:
        """The note is done; back to the answer."""
        event.stop()
        self.leave_note()
        self.post_message(self.NoteDone())

    def leave_note(self) -> bool:
        """Close what is typed beside the answer; whether there was anything to close."""
        was_open = self.note.display or self.evidence.display
        self.note.display = self.evidence.display = False
        self.field.focus()
        return bool(was_open)

    def on_resize(self, event: events.Resize) -> None:
        """Lines follow the width, and the field being used stays in sight."""
        self.probes.update(probe_lines(self._probes, max(self.content_size.width, 20)))
        if self._shown is not None:
            self._show_earlier()
        if self.screen.focused is not None and self in self.screen.focused.ancestors:
            self.call_after_refresh(self.screen.focused.scroll_visible, animate=False)

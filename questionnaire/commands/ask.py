"""An interview held line by line, without screen control: for screen readers, plain terminals and pipes."""

import sys
from io import TextIOWrapper
from typing import TextIO

from questionnaire.banks.model import Reason
from questionnaire.commands import ask_commands
from questionnaire.commands.interview_clean import warn_of_names
from questionnaire.commands.output import at_local_time, say
from questionnaire.commands.spoken import (
    Outcome,
    answer_lines,
    choices_of,
    country_warning,
    finding_with_place,
    given_in_words,
    heading_lines,
    hint_of,
    numbered,
    outcome_lines,
    outcome_since,
    progress_line,
    record,
    section_line,
    text_in,
)
from questionnaire.commands.typed import reason_from, value_from
from questionnaire.errors import ChangedElsewhereError, InputError, QuestionnaireError, StoreError
from questionnaire.interviews.answers import Answer, EvidenceState
from questionnaire.interviews.findings import by_severity
from questionnaire.interviews.walk import Step
from questionnaire.reference.countries import Countries
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.text import clean, one_line
from questionnaire.translation import _

YES = ("yes", "y", "ja", "j", "1")
NO = ("no", "n", "nee", "0")


def hold(interview: OpenInterview, countries: Countries, notice: str = "") -> int:
    """Hold an interview, read from standard input; the exit status. `notice` is said before the first question."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    return LineInterview(interview, countries, sys.stdin, notice).hold()


class LineInterview:
    """One sitting: says a question, reads a line, saves, says what came of it. `place` is None at the end."""

    def __init__(
        self, interview: OpenInterview, countries: Countries, lines: TextIO, notice: str = ""
    ) -> None:
        self.interview = interview
        self.countries = countries
        self.lines = lines
        self.notice = notice
        self.place: str | None = None
        self.section: str | None = None
        self.left = False

    def hold(self) -> int:
        """Ask until the lines end, the interview is finished or left."""
        try:
            self.greet()
            while not self.left and (line := self.read()) is not None:
                self.take(line)
        except KeyboardInterrupt:
            say("")
        return self.leave()

    def read(self) -> str | None:
        """The next line; None where there is none."""
        if self.lines.isatty():
            print("> ", end="", flush=True)
        return self.lines.readline() or None

    def take(self, line: str) -> None:
        """Do what a line says; what is wrong with it is said, and the question asked again."""
        typed = clean(line).strip()
        try:
            if typed == "?":
                ask_commands.say_help(self, "")
            elif typed.startswith(":") and not typed.startswith("::"):
                ask_commands.do(self, typed[1:])
            elif self.place is None:
                self.decide(typed)
            elif typed:
                self.answer(typed[1:] if typed.startswith("::") else typed)
            elif self.interview.answer(self.place).is_given:
                self.go_on()
            else:
                raise InputError(
                    _("Nothing was typed."), _("Answer, or type :skip to leave it open, ? for help.")
                )
        except ChangedElsewhereError as error:
            say(str(error))
            self.say_question()
        except QuestionnaireError as error:
            say(str(error))
            self.ask_again()

    # Places

    def greet(self) -> None:
        """Say with whom and on what, then ask the question where the interview stands."""
        interview = self.interview
        for line in heading_lines(interview):
            say(line)
        if not interview.answers and interview.bank.about:
            say(text_in(interview, interview.bank.about))
        warning = country_warning(interview)
        if warning:
            say(warning)
        if self.notice:
            say(self.notice)
        say(_("Every answer is saved before the next question. Type ? for help."))
        if interview.finished_at is not None:
            self.wrap_up()
            return
        stood = interview.at_question
        if (
            stood is not None
            and interview.walk.is_asked(stood, interview.answers)
            and not interview.answer(stood).is_heard
        ):
            self.go_to(stood)
        else:
            self.go_to(self.open_after(stood) or interview.next_question())

    def go_to(self, question: str | None) -> None:
        """Ask a question; None is the end of the interview."""
        self.place = question
        if question is None:
            self.wrap_up()
            return
        self.say_question()
        self.interview.visit(question)

    def go_on(self) -> None:
        """Ask the next open question."""
        self.go_to(self.open_after(self.place))

    def open_after(self, question: str | None) -> str | None:
        """The first question to ask after this one; from the start where there is none to look after."""
        order = {name: number for number, name in enumerate(self.interview.walk.steps)}
        start = order.get(question, -1) if question is not None else -1
        asked = (step.question.id for step in self.interview.asked())
        return next(
            (name for name in asked if order[name] > start and not self.interview.answer(name).is_heard), None
        )

    def step(self) -> Step:
        """The question that stands; raises `InputError` at the end."""
        if self.place is None:
            raise InputError(_("No question stands now."), _("Go to one by its number, such as :go 2.1"))
        return self.interview.walk.steps[self.place]

    # Saying

    def say_question(self) -> None:
        """Say the section where it is new, the question, how it is answered, and what is kept so far."""
        interview, step = self.interview, self.step()
        if step.section.id != self.section:
            self.section = step.section.id
            say("", section_line(interview, step))
            if step.section.intro:
                say(text_in(interview, step.section.intro))
        say("", numbered(interview, step), hint_of(step.question))
        say(*choices_of(interview.bank, step.question, interview.language))
        answer = interview.answer(step.question.id)
        if answer.is_given:
            say(*answer_lines(interview, step.question, answer), _("Press Enter to keep it."))
        else:
            say(*list(answer_lines(interview, step.question, answer))[1:])
        if not answer.is_heard and (answer.is_given or interview.earlier(step.question.id)):
            say(_("Type :still where it still is so."))

    def ask_again(self) -> None:
        """Say the question that stands once more, in one line."""
        if self.place is None:
            self.offer()
        else:
            say(numbered(self.interview, self.step()))

    def wrap_up(self) -> None:
        """Say what is open, what came out and what was promised, and offer to finish."""
        say("", _("This is the end of the questions."), progress_line(self.interview))
        self.say_list(_("Open questions:"), self.open_lines())
        self.say_list(_("What came out:"), self.finding_lines())
        self.say_list(_("Promised:"), self.promise_lines())
        self.offer()

    def offer(self) -> None:
        """Say what can be done at the end."""
        if self.interview.finished_at is not None:
            time = at_local_time(self.interview.finished_at)
            say(_("The interview is finished since {time}. Open it again? Type yes or no.").format(time=time))
        else:
            say(_("Finish the interview? Type yes or no; :next goes to the first open question."))

    def say_list(self, title: str, lines: list[str]) -> None:
        """Say lines under a title, nothing where there are none."""
        if lines:
            say(title, *(f"- {line}" for line in lines))

    def open_lines(self) -> list[str]:
        """The questions that are asked and have no answer."""
        interview = self.interview
        return [
            numbered(interview, step)
            for step in interview.asked()
            if not interview.answer(step.question.id).is_given
        ]

    def finding_lines(self) -> list[str]:
        """What came out, the most severe first."""
        return [
            finding_with_place(self.interview, finding) for finding in by_severity(self.interview.findings)
        ]

    def promise_lines(self) -> list[str]:
        """What was promised: evidence, and answers that are to follow."""
        lines = []
        for step in self.interview.asked():
            answer = self.interview.answer(step.question.id)
            if answer.reason is Reason.TO_FOLLOW:
                lines.append(_("the answer to {question}").format(question=numbered(self.interview, step)))
            promised = (piece for piece in answer.evidence if piece.state is EvidenceState.PROMISED)
            lines += [f"{step.number} {one_line(piece.what)}" for piece in promised]
        return lines

    # Answers

    def answer(self, typed: str) -> None:
        """Record what was typed as the answer, and go on."""
        question = self.step().question
        kept = self.interview.answer(question.id)
        reason = reason_from(question, typed)
        if reason is not None:
            self.save(kept.with_reason(reason))
        else:
            self.save(kept.with_value(value_from(question, typed)))
        self.go_on()

    def save(self, answer: Answer) -> None:
        """Record an answer of the question that stands; raises `ChangedElsewhereError`."""
        interview, step = self.interview, self.step()
        if interview.finished_at is not None:
            message = _("This interview is finished, so its answers stay as they are.")
            raise InputError(message, _("To open it again type :end, then yes."))
        steps, findings = interview.asked(), interview.findings
        try:
            outcome = record(interview, step.question.id, answer)
        except ChangedElsewhereError:
            raise
        except StoreError as error:
            say(
                _("Not saved: {why}").format(why=error),
                _("It is kept here and tried again with the next answer."),
            )
            outcome = outcome_since(interview, steps, findings)
        else:
            kept = interview.answer(step.question.id)
            words = given_in_words(interview, step.question, kept) if kept.is_given else _("no answer yet")
            say(_("Saved: {answer}").format(answer=words))
        warn_of_names(interview, step.question.id)
        self.say_outcome(step, outcome)

    def say_outcome(self, step: Step, outcome: Outcome) -> None:
        """Say what an answer brought about; probes are asked next, so only what opened elsewhere is named."""
        say(*outcome_lines(self.interview, outcome))
        for opened in outcome.opened:
            if not opened.number.startswith(f"{step.number}."):
                say(_("Now asked too: {question}").format(question=numbered(self.interview, opened)))

    def decide(self, typed: str) -> None:
        """Finish, or open again, or leave: what is answered at the end."""
        word = typed.casefold().rstrip(".!")
        if word in NO:
            self.left = True
        elif word not in YES:
            raise InputError(
                _("'{typed}' is not understood here.").format(typed=one_line(typed)[:60]) if typed else ""
            )
        elif self.interview.finished_at is None:
            ask_commands.finish(self, "")
        else:
            self.interview.reopen()
            say(_("The interview is open again."))
            self.go_to(self.interview.next_question())

    def leave(self) -> int:
        """Say that everything is kept and how to resume; 2 where something could not be saved."""
        interview = self.interview
        if interview.unsaved:
            interview.retry()
        if interview.finished_at is None:
            say("", _("Everything is kept. {progress}").format(progress=progress_line(interview)))
            say(_("Go on with: questionnaire interview ask {key}").format(key=interview.key))
        return 0

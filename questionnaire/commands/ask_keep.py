"""The commands of an interview held line by line that change what is kept: of the answer, or against the question."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.banks.model import Reason
from questionnaire.commands.output import say
from questionnaire.commands.spoken import answer_lines
from questionnaire.commands.typed import with_evidence
from questionnaire.errors import InputError
from questionnaire.interviews.answers import parse_evidence, parse_text
from questionnaire.interviews.previous import still_so_or_not
from questionnaire.interviews.problems import PROBLEM_LABELS, parse_problem_kind, problem_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.commands.ask import LineInterview

TAKE_BACK = "back"


def note(sitting: "LineInterview", rest: str) -> None:
    """Add a line to the note."""
    if not rest:
        raise InputError(_("Give the note, such as :note said by the HR manager. :renote replaces it."))
    answer = sitting.interview.answer(sitting.step().question.id)
    sitting.save(replace(answer, note=parse_text(f"{answer.note}\n{rest}")))
    _say_kept(sitting)


def renote(sitting: "LineInterview", rest: str) -> None:
    """Replace the note."""
    answer = sitting.interview.answer(sitting.step().question.id)
    sitting.save(replace(answer, note=parse_text(rest)))
    _say_kept(sitting)


def evidence(sitting: "LineInterview", rest: str) -> None:
    """Add evidence."""
    answer = sitting.interview.answer(sitting.step().question.id)
    sitting.save(with_evidence(answer, parse_evidence(rest)))
    _say_kept(sitting)


def still(sitting: "LineInterview", _rest: str) -> None:
    """Take over the answer of the round before, or confirm what the supplier wrote; once more takes it back."""
    interview, question = sitting.interview, sitting.step().question.id
    sitting.save(still_so_or_not(interview.answer(question), interview.earlier(question)))
    if interview.answer(question).is_given:
        sitting.go_on()
    else:
        sitting.ask_again()


def clear(sitting: "LineInterview", _rest: str) -> None:
    """Remove value and reason."""
    sitting.save(sitting.interview.answer(sitting.step().question.id).cleared())
    _say_kept(sitting)


def mark(sitting: "LineInterview", _rest: str) -> None:
    """Mark the answer for follow-up."""
    sitting.save(replace(sitting.interview.answer(sitting.step().question.id), marked=True))
    _say_kept(sitting)


def unmark(sitting: "LineInterview", _rest: str) -> None:
    """Remove the mark."""
    sitting.save(replace(sitting.interview.answer(sitting.step().question.id), marked=False))
    _say_kept(sitting)


def problem(sitting: "LineInterview", rest: str) -> None:
    """Say that the question did not work, take that back, or hear what was said."""
    interview, question = sitting.interview, sitting.step().question.id
    word, _blank, remark = rest.partition(" ")
    told = interview.problems(question)
    if word.casefold() == TAKE_BACK:
        if not told:
            raise InputError(_("Nothing was said against this question."))
        interview.take_back_problem(told[-1])
        say(_("Taken back: {problem}").format(problem=problem_line(told[-1])))
    elif word:
        kept = interview.tell_problem(question, parse_problem_kind(word), remark)
        say(_("Kept for the union: {problem}").format(problem=problem_line(kept)))
    else:
        say(_("Say what did not work: :problem, one of these words, and a remark; no names."))
        say(*(f"{kind} - {_(label)}" for kind, label in PROBLEM_LABELS.items()))
        sitting.say_list(_("Said already:"), [problem_line(one) for one in told])
    sitting.ask_again()


def giving(reason: Reason) -> Callable[["LineInterview", str], None]:
    """The command that gives a reason in place of a value, and goes on."""

    def act(sitting: "LineInterview", _rest: str) -> None:
        sitting.save(sitting.interview.answer(sitting.step().question.id).with_reason(reason))
        sitting.go_on()

    return act


def _say_kept(sitting: "LineInterview") -> None:
    """Say all that is kept of the answer, and ask again."""
    question = sitting.step().question
    say(*list(answer_lines(sitting.interview, question, sitting.interview.answer(question.id)))[1:])
    sitting.ask_again()

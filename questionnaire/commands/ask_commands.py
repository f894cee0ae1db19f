"""The commands of an interview held line by line: what can be typed beside an answer, and where it goes on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from questionnaire.banks.model import Reason
from questionnaire.commands import ask_keep, ask_tell
from questionnaire.commands.output import say
from questionnaire.commands.parser import near_or_all
from questionnaire.commands.spoken import require_asked, step_named
from questionnaire.errors import InputError
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from questionnaire.commands.ask import LineInterview

Act = Callable[["LineInterview", str], None]
Command = tuple[Act, str, str]
"""What it does with the rest of the line, an example of that rest, and what it is for."""


def do(sitting: "LineInterview", typed: str) -> None:
    """Do a command, given by its word or an unambiguous beginning; raises `InputError`."""
    word, _blank, rest = typed.partition(" ")
    word = "help" if word == "?" else word.casefold()
    begun = [name for name in COMMANDS if name.startswith(word)]
    if word not in COMMANDS and (len(begun) != 1 or not word):
        message = _("':{word}' is no command.").format(word=one_line(word)[:40])
        hint = near_or_all(f":{word}", [f":{name}" for name in begun or COMMANDS])
        raise InputError(message, " ".join((hint, _("Type ? for help."))))
    name = word if word in COMMANDS else begun[0]
    act, example, _about = COMMANDS[name]
    if rest.strip() and not example:
        message = _(":{word} takes nothing after it.").format(word=name)
        raise InputError(message, _("Write a remark with :note."))
    act(sitting, rest.strip())


def back(sitting: "LineInterview", _rest: str) -> None:
    """Ask the question before this one."""
    asked = [step.question.id for step in sitting.interview.asked()]
    order = list(sitting.interview.walk.steps)
    here = len(order) if sitting.place is None else order.index(sitting.place)
    before = [name for name in asked if order.index(name) < here]
    if not before:
        raise InputError(_("This is the first question."))
    sitting.go_to(before[-1])


def skip(sitting: "LineInterview", _rest: str) -> None:
    """Leave the question open and go on."""
    sitting.go_on()


def go(sitting: "LineInterview", rest: str) -> None:
    """Ask a question by its number or id."""
    if not rest:
        raise InputError(_("Give the number of a question, such as :go 2.1"))
    step = step_named(sitting.interview, rest)
    require_asked(sitting.interview, step)
    sitting.go_to(step.question.id)


def repeat(sitting: "LineInterview", _rest: str) -> None:
    """Say the question that stands once more, in full."""
    if sitting.place is None:
        sitting.wrap_up()
    else:
        sitting.say_question()


def end(sitting: "LineInterview", _rest: str) -> None:
    """Go to the end."""
    sitting.go_to(None)


def finish(sitting: "LineInterview", _rest: str) -> None:
    """Finish the interview."""
    if sitting.interview.finished_at is None:
        sitting.interview.finish()
    say(_("The interview is finished."))
    supplier = sitting.interview.supplier.id
    say(_("Write its sheet with: questionnaire sheet export {supplier} FILE").format(supplier=supplier))
    sitting.left = True


def leave(sitting: "LineInterview", _rest: str) -> None:
    """Leave; the interview stays open."""
    sitting.left = True


def say_help(sitting: "LineInterview", _rest: str) -> None:
    """Say how to answer and which commands there are."""
    say(_("Answer with the number of a choice, the beginning of its words, or the value asked for."))
    say(_("An empty line keeps an answer that is there. For a text that starts with a colon type two."))
    say(
        *(
            f":{name} {argument}".rstrip() + f" - {_(about)}"
            for name, (_run, argument, about) in COMMANDS.items()
        )
    )
    sitting.ask_again()


COMMANDS: dict[str, Command] = {
    "back": (back, "", N_("the question before")),
    "skip": (skip, "", N_("leave this question open and go on")),
    "next": (skip, "", N_("the next open question")),
    "go": (go, "2.1", N_("the question with this number")),
    "unknown": (ask_keep.giving(Reason.UNKNOWN), "", N_("the respondent does not know")),
    "refused": (ask_keep.giving(Reason.REFUSED), "", N_("the respondent refuses to answer")),
    "na": (ask_keep.giving(Reason.NOT_APPLICABLE), "", N_("the question does not apply")),
    "later": (ask_keep.giving(Reason.TO_FOLLOW), "", N_("the answer is promised for later")),
    "still": (
        ask_keep.still,
        "",
        N_("as in the round before, or as the supplier wrote; again takes it back"),
    ),
    "note": (ask_keep.note, "TEXT", N_("add a line to the note")),
    "renote": (ask_keep.renote, "TEXT", N_("replace the note; without a text, remove it")),
    "evidence": (
        ask_keep.evidence,
        "seen: TEXT",
        N_("add evidence: seen, promised, received, refused or none"),
    ),
    "clear": (ask_keep.clear, "", N_("remove the answer; note and evidence stay")),
    "mark": (ask_keep.mark, "", N_("mark the answer for follow-up")),
    "unmark": (ask_keep.unmark, "", N_("remove the mark")),
    "problem": (
        ask_keep.problem,
        "unclear TEXT",
        N_("this question did not work; :problem alone says how, :problem back takes it back"),
    ),
    "listen": (ask_tell.listen, "", N_("what to listen for and what to ask to see")),
    "law": (ask_tell.law, "", N_("what is known of the country")),
    "second": (ask_tell.second, "LANGUAGE", N_("the question in the bank's other language")),
    "repeat": (repeat, "", N_("the question once more")),
    "find": (ask_tell.find, "TEXT", N_("the questions with this text")),
    "where": (ask_tell.where, "", N_("how far the interview has come")),
    "open": (ask_tell.open_questions, "", N_("the questions without an answer")),
    "findings": (ask_tell.findings, "", N_("what came out so far")),
    "end": (end, "", N_("go to the end: what is open, what came out")),
    "finish": (finish, "", N_("finish the interview")),
    "quit": (leave, "", N_("leave; everything is kept")),
    "help": (say_help, "", N_("this help")),
}

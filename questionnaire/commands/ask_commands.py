"""The commands of an interview held line by line: what can be typed beside an answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from questionnaire.banks.model import Reason
from questionnaire.banks.words import ANSWER_WORDS, REGIME_WORDS
from questionnaire.commands.output import say
from questionnaire.commands.parser import near_or_all
from questionnaire.commands.spoken import (
    answer_lines,
    choices_of,
    country_warning,
    evidence_of,
    numbered,
    place_text,
    progress_line,
    require_asked,
    section_line,
    step_named,
    text_in,
)
from questionnaire.commands.typed import offers_of, with_evidence
from questionnaire.errors import InputError
from questionnaire.interviews.answers import parse_evidence, parse_text
from questionnaire.interviews.previous import still_so_or_not
from questionnaire.interviews.problems import PROBLEM_LABELS, parse_problem_kind, problem_line
from questionnaire.interviews.walk import Step
from questionnaire.text import one_line
from questionnaire.translation import N_, _

if TYPE_CHECKING:
    from questionnaire.commands.ask import LineInterview

MOST_FOUND = 20
TAKE_BACK = "back"

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


def note(sitting: "LineInterview", rest: str) -> None:
    """Add a line to the note."""
    if not rest:
        raise InputError(_("Give the note, such as :note said by the HR manager. :renote replaces it."))
    answer = sitting.interview.answer(sitting.step().question.id)
    sitting.save(replace(answer, note=parse_text(f"{answer.note}\n{rest}")))
    say_kept(sitting)


def renote(sitting: "LineInterview", rest: str) -> None:
    """Replace the note."""
    answer = sitting.interview.answer(sitting.step().question.id)
    sitting.save(replace(answer, note=parse_text(rest)))
    say_kept(sitting)


def evidence(sitting: "LineInterview", rest: str) -> None:
    """Add evidence."""
    answer = sitting.interview.answer(sitting.step().question.id)
    sitting.save(with_evidence(answer, parse_evidence(rest)))
    say_kept(sitting)


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
    say_kept(sitting)


def mark(sitting: "LineInterview", _rest: str) -> None:
    """Mark the answer for follow-up."""
    sitting.save(replace(sitting.interview.answer(sitting.step().question.id), marked=True))
    say_kept(sitting)


def unmark(sitting: "LineInterview", _rest: str) -> None:
    """Remove the mark."""
    sitting.save(replace(sitting.interview.answer(sitting.step().question.id), marked=False))
    say_kept(sitting)


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


def say_kept(sitting: "LineInterview") -> None:
    """Say all that is kept of the answer, and ask again."""
    question = sitting.step().question
    say(*list(answer_lines(sitting.interview, question, sitting.interview.answer(question.id)))[1:])
    sitting.ask_again()


def listen(sitting: "LineInterview", _rest: str) -> None:
    """Say what a real answer sounds like, what to ask to see, and what the question rests on."""
    interview, question = sitting.interview, sitting.step().question
    evidence = evidence_of(interview, question)
    lines = []
    if question.listen_for:
        lines.append(_("Listen for: {text}").format(text=text_in(interview, question.listen_for)))
    if evidence:
        lines.append(_("Ask to see: {things}").format(things="; ".join(map(one_line, evidence))))
    if question.based_on:
        lines.append(_("Based on: {sources}").format(sources="; ".join(map(one_line, question.based_on))))
    say(*lines or [_("The bank says nothing about this question.")])
    sitting.ask_again()


def law(sitting: "LineInterview", _rest: str) -> None:
    """Say what is known of the supplier's country."""
    country = sitting.interview.country
    if country is None:
        raise InputError(_("Nothing is known of the country of this supplier."))
    say(place_text(sitting.interview, country.name))
    for name, fact in country.facts.items():
        title = place_text(sitting.interview, sitting.countries.fact_titles.get(name, {})) or name
        say(
            _("{fact}: {value} (as of {date})").format(
                fact=title, value=_fact_in_words(fact.value), date=fact.as_of
            )
        )
    for note in country.law:
        say(f"- {place_text(sitting.interview, note.text)} ({note.as_of}; {note.source})")
    if country.warning is not None:
        say(country_warning(sitting.interview))
    sitting.ask_again()


def second(sitting: "LineInterview", rest: str) -> None:
    """Say the question in the bank's next language, or the one that is named."""
    interview, step = sitting.interview, sitting.step()
    others = [language for language in interview.bank.languages if language != interview.language]
    if not others:
        raise InputError(_("This bank has one language."))
    language = rest.lower() or others[0]
    if language not in interview.bank.languages:
        message = _("{bank} has no texts in '{language}'.").format(
            bank=interview.bank.id, language=one_line(rest)[:20]
        )
        raise InputError(message, near_or_all(language, others))
    say(numbered(interview, step, language))
    if offers_of(step.question):
        say(*choices_of(interview.bank, step.question, language))


def find(sitting: "LineInterview", rest: str) -> None:
    """List the questions in which a text stands, in any language."""
    if not rest:
        raise InputError(_("Give the text to look for, such as :find ballot"))
    wanted = rest.casefold()
    steps = [step for step in sitting.interview.walk.steps.values() if wanted in _all_words(step).casefold()]
    for step in steps[:MOST_FOUND]:
        asked = sitting.interview.walk.is_asked(step.question.id, sitting.interview.answers)
        say(numbered(sitting.interview, step) + ("" if asked else " " + _("(not asked now)")))
    if not steps:
        say(_("No question has '{text}' in it.").format(text=one_line(rest)[:60]))
    elif len(steps) > MOST_FOUND:
        say(_("And {count} more.").format(count=len(steps) - MOST_FOUND))
    else:
        say(_("Go to one with :go and its number."))
    sitting.ask_again()


def where(sitting: "LineInterview", _rest: str) -> None:
    """Say where the interview stands."""
    say(progress_line(sitting.interview))
    if sitting.interview.saved_at is not None:
        say(_("Last saved {time}.").format(time=sitting.interview.saved_at.astimezone().strftime("%H:%M:%S")))
    if sitting.place is not None:
        say(section_line(sitting.interview, sitting.step()))
    sitting.ask_again()


def findings(sitting: "LineInterview", _rest: str) -> None:
    """Say what came out so far."""
    lines = sitting.finding_lines()
    say(*lines or [_("Nothing needs follow-up so far.")])
    sitting.ask_again()


def open_questions(sitting: "LineInterview", _rest: str) -> None:
    """Say which questions are open."""
    lines = sitting.open_lines()
    say(*lines or [_("Every question that is asked has an answer.")])
    sitting.ask_again()


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


def _fact_in_words(value: int | str) -> str:
    """A fact about a country: a year, or a word of the country file put into words."""
    if value == "no":
        return _("not ratified")
    return _(REGIME_WORDS.get(str(value), ANSWER_WORDS.get(str(value), str(value))))


def _all_words(step: Step) -> str:
    """Everything of a question that can be looked for."""
    labels = [label for choice in step.question.choices for label in choice.label.values()]
    return "\n".join([step.question.id, *step.question.ask.values(), *labels])


def _giving(reason: Reason) -> Act:
    def act(sitting: "LineInterview", _rest: str) -> None:
        sitting.save(sitting.interview.answer(sitting.step().question.id).with_reason(reason))
        sitting.go_on()

    return act


COMMANDS: dict[str, Command] = {
    "back": (back, "", N_("the question before")),
    "skip": (skip, "", N_("leave this question open and go on")),
    "next": (skip, "", N_("the next open question")),
    "go": (go, "2.1", N_("the question with this number")),
    "unknown": (_giving(Reason.UNKNOWN), "", N_("the respondent does not know")),
    "refused": (_giving(Reason.REFUSED), "", N_("the respondent refuses to answer")),
    "na": (_giving(Reason.NOT_APPLICABLE), "", N_("the question does not apply")),
    "later": (_giving(Reason.TO_FOLLOW), "", N_("the answer is promised for later")),
    "still": (still, "", N_("as in the round before, or as the supplier wrote; again takes it back")),
    "note": (note, "TEXT", N_("add a line to the note")),
    "renote": (renote, "TEXT", N_("replace the note; without a text, remove it")),
    "evidence": (
        evidence,
        "seen: TEXT",
        N_("add evidence: seen, promised, received, refused or none"),
    ),
    "clear": (clear, "", N_("remove the answer; note and evidence stay")),
    "mark": (mark, "", N_("mark the answer for follow-up")),
    "unmark": (unmark, "", N_("remove the mark")),
    "problem": (
        problem,
        "unclear TEXT",
        N_("this question did not work; :problem alone says how, :problem back takes it back"),
    ),
    "listen": (listen, "", N_("what to listen for and what to ask to see")),
    "law": (law, "", N_("what is known of the country")),
    "second": (second, "LANGUAGE", N_("the question in the bank's other language")),
    "repeat": (repeat, "", N_("the question once more")),
    "find": (find, "TEXT", N_("the questions with this text")),
    "where": (where, "", N_("how far the interview has come")),
    "open": (open_questions, "", N_("the questions without an answer")),
    "findings": (findings, "", N_("what came out so far")),
    "end": (end, "", N_("go to the end: what is open, what came out")),
    "finish": (finish, "", N_("finish the interview")),
    "quit": (leave, "", N_("leave; everything is kept")),
    "help": (say_help, "", N_("this help")),
}

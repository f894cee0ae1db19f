"""The commands of an interview held line by line that only tell: of the question, the country, where it stands."""

from typing import TYPE_CHECKING

from questionnaire.banks.words import ANSWER_WORDS, REGIME_WORDS
from questionnaire.commands.output import say
from questionnaire.commands.parser import near_or_all
from questionnaire.commands.spoken import (
    choices_of,
    country_warning,
    evidence_of,
    numbered,
    place_text,
    progress_line,
    section_line,
    text_in,
)
from questionnaire.commands.typed import offers_of
from questionnaire.errors import InputError
from questionnaire.interviews.walk import Step
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.commands.ask import LineInterview

MOST_FOUND = 20


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


def _fact_in_words(value: int | str) -> str:
    """A fact about a country: a year, or a word of the country file put into words."""
    if value == "no":
        return _("not ratified")
    return _(REGIME_WORDS.get(str(value), ANSWER_WORDS.get(str(value), str(value))))


def _all_words(step: Step) -> str:
    """Everything of a question that can be looked for."""
    labels = [label for choice in step.question.choices for label in choice.label.values()]
    return "\n".join([step.question.id, *step.question.ask.values(), *labels])

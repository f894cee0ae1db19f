"""An interview in plain lines: questions, answers, findings, and what an answer led to."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from questionnaire.banks.model import AnswerType, Bank, Probes, Question, Reason, Text
from questionnaire.banks.names import bounds_of
from questionnaire.banks.words import RESPONDENT_WORDS, SEVERITY_WORDS, condition_in_words
from questionnaire.commands.output import at_local_time
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.answers import REASON_LABELS, Answer, AnswerSource, label_of, value_as_shown
from questionnaire.interviews.evidence import piece_in_words
from questionnaire.interviews.findings import Finding, FindingKind, by_severity
from questionnaire.interviews.walk import Step
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.text import one_line
from questionnaire.translation import N_, _, language_in_use

REASON_WORDS = {
    Reason.UNKNOWN: N_("not known"),
    Reason.REFUSED: N_("refused"),
    Reason.NOT_APPLICABLE: N_("not applicable"),
    Reason.TO_FOLLOW: N_("to follow"),
}


class Outcome(Struct, frozen=True):
    """What an answer brought about: questions that opened or closed, findings that arose or were settled."""

    opened: tuple[Step, ...]
    closed: tuple[Step, ...]
    found: tuple[Finding, ...]
    settled: tuple[Finding, ...]


def record(interview: OpenInterview, question: str, answer: Answer) -> Outcome:
    """Record an answer and tell what it brought about; raises `StoreError` where it is not saved."""
    steps, findings = interview.asked(), interview.findings
    interview.record(question, answer)
    return outcome_since(interview, steps, findings)


def outcome_since(
    interview: OpenInterview, steps: tuple[Step, ...], findings: tuple[Finding, ...]
) -> Outcome:
    """What changed since these steps were asked and these findings held."""
    now = interview.asked()
    before, after = ({step.question.id for step in some} for some in (steps, now))
    keys, new_keys = ({finding.key for finding in some} for some in (findings, interview.findings))
    return Outcome(
        opened=tuple(step for step in now if step.question.id not in before),
        closed=tuple(step for step in steps if step.question.id not in after),
        found=tuple(by_severity(tuple(one for one in interview.findings if one.key not in keys))),
        settled=tuple(one for one in findings if one.key not in new_keys),
    )


def text_in(interview: OpenInterview, text: Text) -> str:
    """A text of the bank in the language of the interview, on one line."""
    shown = interview.bank.in_language(text, interview.language)
    return one_line(shown or text.get(language_in_use()) or text.get("en", ""))


def numbered(interview: OpenInterview, step: Step, language: str | None = None) -> str:
    """A question with its number."""
    ask = interview.bank.in_language(step.question.ask, language or interview.language)
    return f"{step.number} {one_line(ask)}"


def section_line(interview: OpenInterview, step: Step) -> str:
    """The section of a question."""
    number = step.number.partition(".")[0]
    title = text_in(interview, step.section.title)
    return _("Section {number}: {title}").format(number=number, title=title)


def evidence_of(interview: OpenInterview, question: Question) -> tuple[str, ...]:
    """What to ask to see, in the language of the interview."""
    by_language = question.evidence
    return by_language.get(interview.language) or by_language.get(interview.bank.languages[0], ())


def hint_of(question: Question) -> str:
    """How a question is answered, for whoever types."""
    low, high = bounds_of(question)
    match question.answer:
        case AnswerType.YES_NO:
            return _("Answer 1, 2 or 3, or yes, partly or no.")
        case AnswerType.CHOICE:
            return _("Choose one, by its number or its words.")
        case AnswerType.CHOICES:
            return _("Choose any, by numbers or words with commas between.")
        case AnswerType.DATE:
            return _("Give a date: 2026-05-01, 2026-05 or 2026.")
        case AnswerType.TEXT:
            return _("Answer in words, on one line.")
        case AnswerType.PERCENTAGE:
            return _("Give a percentage from {low} to {high}.").format(low=low, high=high)
        case AnswerType.NUMBER:
            whole = _("Give a whole number.") if question.whole else _("Give a number.")
            at_least = _("At least {number}.").format(number=low) if low is not None else ""
            at_most = _("At most {number}.").format(number=high) if high is not None else ""
            return " ".join(filter(None, (whole, at_least, at_most)))


def choices_of(bank: Bank, question: Question, language: str) -> Iterator[str]:
    """The answers a question offers, numbered from 1."""
    words = (
        ("yes", "partly", "no")
        if question.answer is AnswerType.YES_NO
        else tuple(choice.id for choice in question.choices)
    )
    for number, word in enumerate(words, 1):
        yield f"{number} {one_line(label_of(bank, question, word, language))}"


def given_in_words(interview: OpenInterview, question: Question, answer: Answer) -> str:
    """The value of an answer, or the reason there is none; "open" where there is neither."""
    if answer.value is not None:
        return one_line(value_as_shown(interview.bank, question, answer.value, interview.language))
    return _(REASON_LABELS[answer.reason]) if answer.reason is not None else _("open")


def answer_lines(interview: OpenInterview, question: Question, answer: Answer) -> Iterator[str]:
    """All that is kept of an answer, a line each."""
    yield _("Answer: {answer}").format(answer=given_in_words(interview, question, answer))
    yield from source_lines(interview, question, answer)
    if answer.note:
        yield _("Note: {note}").format(note=one_line(answer.note))
    for piece in answer.evidence:
        yield _("Evidence: {piece}").format(piece=piece_in_words(piece))
    if answer.marked:
        yield _("Marked for follow-up.")


def source_lines(interview: OpenInterview, question: Question, answer: Answer) -> Iterator[str]:
    """How an answer came where it was not said in this interview, and what was answered in the round before."""
    earlier, round_ = interview.earlier(question.id), one_line(interview.walk.context.previous_round)
    if answer.source is AnswerSource.STILL_SO:
        yield _("Still so, as in round {round}; since {day}.").format(round=round_, day=answer.since)
        return
    if answer.source is AnswerSource.WRITTEN:
        yield _("Written by the supplier on {day}; still to be asked on.").format(day=answer.since)
    if earlier is not None:
        words = given_in_words(interview, question, earlier)
        yield _("In round {round}: {answer}, since {day}.").format(
            round=round_, answer=words, day=earlier.since
        )


def finding_line(interview: OpenInterview, finding: Finding) -> str:
    """A finding in one line: how pressing, why, and what to do or ask."""
    start = {
        FindingKind.FLAG: _("Needs follow-up ({severity})"),
        FindingKind.CLAIM: _("Needs follow-up ({severity}), nothing shown"),
        FindingKind.CHECK: _("Does not fit ({severity})"),
        FindingKind.MARK: _("Marked ({severity})"),
        FindingKind.DISAGREEMENT: _("Voices differ ({severity})"),
    }[finding.kind].format(severity=_(SEVERITY_WORDS[finding.severity]))
    line = f"{start}: {text_in(interview, finding.because)}"
    if not finding.next_step:
        return line
    label = _("Ask now:") if finding.kind is FindingKind.CHECK else _("Next:")
    return f"{line} {label} {text_in(interview, finding.next_step)}"


def finding_with_place(interview: OpenInterview, finding: Finding) -> str:
    """A finding in one line, with the number of its question."""
    numbers = [interview.walk.steps[name].number for name in finding.questions]
    line = finding_line(interview, finding)
    return f"{line} [{', '.join(numbers)}]" if numbers else line


def outcome_lines(interview: OpenInterview, outcome: Outcome) -> Iterator[str]:
    """What an answer brought about, a line each: findings first, then what opened and closed."""
    yield from (finding_line(interview, finding) for finding in outcome.found)
    for finding in outcome.settled:
        yield _("Settled: {because}").format(because=text_in(interview, finding.because))
    for step in outcome.closed:
        yield _("No longer asked: {question}").format(question=numbered(interview, step))


def progress_line(interview: OpenInterview) -> str:
    """How far the interview has come, in one line."""
    progress = interview.progress()
    start = _("{answered} of {asked} answered").format(answered=progress.answered, asked=progress.asked)
    reasons = (f"{count} {_(REASON_WORDS[reason])}" for reason, count in progress.reasons.items())
    return ", ".join((start, *reasons)) + "."


def heading_lines(interview: OpenInterview) -> Iterator[str]:
    """With whom, on what, since when."""
    country = (
        place_text(interview, interview.country.name)
        if interview.country
        else interview.supplier.country or ""
    )
    short = _("short form") if interview.short_form else ""
    about = (
        interview.supplier.name,
        country,
        interview.round,
        _(RESPONDENT_WORDS[interview.respondent]),
        short,
    )
    yield one_line("; ".join(filter(None, about)))
    yield f"{text_in(interview, interview.bank.title)} ({interview.bank.id} {interview.bank.version})"
    started = _("Interview {key}, begun {time}").format(
        key=interview.key, time=at_local_time(interview.started_at)
    )
    if interview.finished_at is None:
        yield f"{started}."
    else:
        yield _("{started}, finished {time}.").format(
            started=started, time=at_local_time(interview.finished_at)
        )


def country_warning(interview: OpenInterview) -> str:
    """What to know about the supplier's country before the first question; empty where there is nothing."""
    if interview.country is None or interview.country.warning is None:
        return ""
    return _("Warning: {warning}").format(warning=place_text(interview, interview.country.warning))


def place_text(interview: OpenInterview, text: Mapping[str, str]) -> str:
    """A text about a country: in the interview's language, else the tool's, else English."""
    return one_line(text.get(interview.language) or text.get(language_in_use()) or text.get("en", ""))


def finding_as_data(interview: OpenInterview, finding: Finding) -> dict[str, object]:
    """A finding as JSON has it; `question` or `check` is null where it does not apply."""
    return {
        "question": finding.question,
        "check": finding.check,
        "kind": finding.kind,
        "severity": finding.severity,
        "because": text_in(interview, finding.because),
        "next_step": text_in(interview, finding.next_step),
        "questions": finding.questions,
    }


def step_named(interview: OpenInterview, name: str) -> Step:
    """The question with this id, former id or number; raises `NotFoundError` with the nearest id."""
    word = one_line(name)
    steps = interview.walk.steps
    if word in steps:
        return steps[word]
    for step in steps.values():
        if step.number == word.rstrip(".") or word in step.question.was:
            return step
    import difflib

    near = difflib.get_close_matches(word.lower(), list(steps), n=1)
    message = _("{bank} has no question '{question}'.").format(bank=interview.bank.id, question=word[:60])
    listing = _("List them with: questionnaire bank show {bank}").format(bank=interview.bank.id)
    raise NotFoundError(message, _("Did you mean {word}?").format(word=near[0]) if near else listing)


def require_asked(interview: OpenInterview, step: Step) -> None:
    """Raise `InputError`, saying why, where a question is not asked now."""
    name = step.question.id
    if interview.walk.is_asked(name, interview.answers):
        return
    message = _("{question} is not asked now: {why}.").format(
        question=f"{step.number} {name}", why=why_not_asked(interview, step)
    )
    first = _("Answer what it hangs on first, or see: questionnaire interview show {key}")
    see = first if _is_asked_of(interview, step) else _("See: questionnaire interview show {key}")
    raise InputError(message, see.format(key=interview.key))


def _is_asked_of(interview: OpenInterview, step: Step) -> bool:
    """Whether this respondent can be asked the question, and those above it, at all."""
    roles = step.question.ask_of
    above = step.parent is None or _is_asked_of(interview, interview.walk.steps[step.parent])
    return above and (not roles or interview.respondent in roles)


def why_not_asked(interview: OpenInterview, step: Step) -> str:
    """Why a question is not asked now, as a clause."""
    if step.parent is not None and not interview.walk.is_asked(step.parent, interview.answers):
        return why_not_asked(interview, interview.walk.steps[step.parent])
    question = step.question
    if question.ask_of and interview.respondent not in question.ask_of:
        return _("it is for {roles}, and this interview is with {role}").format(
            roles=", ".join(question.ask_of), role=interview.respondent
        )
    view = interview.walk.view(interview.answers)
    conditions = [group.when for group in _probes_above(interview, step)] + [question.ask_if]
    for condition in conditions:
        if condition is not None and interview.walk.rule(condition)(view) is not True:
            return _("it is asked when {clause}").format(
                clause=condition_in_words(condition, interview.bank, interview.language)
            )
    return _("it is not part of the short form")


def _probes_above(interview: OpenInterview, step: Step) -> list[Probes]:
    if step.parent is None:
        return []
    parent = interview.walk.steps[step.parent].question
    return [
        group for group in parent.probes if any(probe.id == step.question.id for probe in group.questions)
    ]

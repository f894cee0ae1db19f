"""What reading a sheet of another machine would do, in words: the same on the command line and on the screen."""

from collections.abc import Iterable, Iterator

from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.merging import READ, AnswerChange, Meeting
from questionnaire.interviews.side_words import answer_in_full
from questionnaire.rooms.read_plan import Preview
from questionnaire.rooms.shared_words import Told, at_local_time, shared_counts, shared_lines
from questionnaire.store.values import InterviewOverview
from questionnaire.text import one_line
from questionnaire.translation import N_, _, ngettext

_ROUNDS = {
    "open": N_("Round {round}, which is open here."),
    "closed": N_("Round {round}, which is closed here and stays so."),
    "made": N_("Round {round} is made here."),
    "made-closed": N_("Round {round} is made here as a closed one: another round is open."),
}
_SHOWN = (Meeting.UPDATED, Meeting.CONFLICT)


def lines_of(preview: Preview, held: Iterable[InterviewOverview]) -> Iterator[Told]:
    """All of it; `held` are the interviews of the supplier that are here."""
    yield from map(Told, _about(preview))
    if preview.is_new:
        yield from map(Told, _beside(preview, held))
    yield from _counts(preview)
    yield from shared_counts(preview.shared)
    for meeting in _SHOWN:
        yield from _both_sides(preview, meeting)
    yield from shared_lines(preview.shared)
    if preview.unfit:
        message = _("Not taken, as no question of the bank takes it; it stays in the file: {names}.")
        yield Told(message.format(names=", ".join(map(one_line, preview.unfit))))
    for question, piece in preview.missing:
        message = _("The file of {question} is not here, ask for it: {name} (SHA-256 {digest}).")
        yield Told(message.format(question=question, name=one_line(piece.name) or "-", digest=piece.file))


def _about(preview: Preview) -> Iterator[str]:
    sheet, site = preview.sheet, preview.sheet.record.supplier
    message = _("Interview with {respondent} of {supplier}, on {bank} {version}, begun {time} by {name}.")
    yield message.format(
        respondent=_(RESPONDENT_WORDS[sheet.interview.respondent]),
        supplier=f"{site.name} ({site.country})" if site.country else site.name,
        bank=sheet.bank.id,
        version=sheet.bank.version,
        time=at_local_time(sheet.interview.started_at),
        name=sheet.record.by.removesuffix(READ),
    )
    yield _("Sheet made {time} by {name}.").format(
        time=at_local_time(sheet.interview.exported_at), name=sheet.record.made_by
    )
    yield _supplier_line(preview)
    if preview.is_new:
        yield _(_ROUNDS[preview.round]).format(round=sheet.interview.round)
        yield _("The interview is new here.")
    else:
        yield _("The interview is here already: {key}.").format(key=sheet.interview.key)
    if preview.merge.finished_at is not None:
        time = at_local_time(preview.merge.finished_at)
        yield _("It is finished there since {time}, and will be here.").format(time=time)


def _supplier_line(preview: Preview) -> str:
    known, there = preview.supplier, preview.sheet.record.supplier
    line = {
        "new": _("The supplier {supplier} is new here."),
        "os-id": _("The supplier is here: {supplier}, by its OS ID {os_id}."),
        "name": _("The supplier is here: {supplier}, by its name and country."),
    }.get(preview.match, _("The supplier is here: {supplier}."))
    line = line.format(supplier=known.name, os_id=known.os_id)
    if known.name.casefold() == there.name.casefold():
        return line
    return f"{line} " + _("In the sheet it is called {name}.").format(name=there.name)


def _beside(preview: Preview, others: Iterable[InterviewOverview]) -> Iterator[str]:
    """The interviews the new one comes to stand beside: nothing of them is mixed."""
    for other in others:
        if other.round.casefold() == preview.sheet.interview.round.casefold():
            message = _("Beside it in that round stays: {respondent}, on {bank} {version}, by {name}.")
            yield message.format(
                respondent=_(RESPONDENT_WORDS[other.respondent]),
                bank=other.bank,
                version=other.bank_version,
                name=other.by.removesuffix(READ),
            )


def _counts(preview: Preview) -> Iterator[Told]:
    count: dict[str, int] = {meeting: len(preview.met_as(meeting)) for meeting in Meeting}
    said = {
        Meeting.NEW: ngettext("{count} answer is new here.", "{count} answers are new here.", count["new"]),
        Meeting.UPDATED: ngettext(
            "{count} answer was changed there since.",
            "{count} answers were changed there since.",
            count["updated"],
        ),
        Meeting.CONFLICT: ngettext(
            "{count} answer differs: ours stays in force, theirs is kept beside it.",
            "{count} answers differ: ours stay in force, theirs are kept beside them.",
            count["conflict"],
        ),
        Meeting.OLDER: ngettext(
            "{count} answer was changed here since, and stays.",
            "{count} answers were changed here since, and stay.",
            count["older"],
        ),
        Meeting.ONLY_HERE: ngettext(
            "{count} answer is here alone, and stays.",
            "{count} answers are here alone, and stay.",
            count["only-here"],
        ),
        Meeting.SAME: ngettext("{count} answer is the same.", "{count} answers are the same.", count["same"]),
    }
    for meeting, words in said.items():
        if count[meeting]:
            yield Told(words.format(count=count[meeting]), 1)
    if preview.merge.settled:
        decided = len(preview.merge.settled)
        words = ngettext(
            "{count} conflict was decided there.", "{count} conflicts were decided there.", decided
        )
        yield Told(words.format(count=decided), 1)
    if preview.merge.added and not preview.merge.answers:
        yield Told(_("What led to the answers there is added to the history."), 1)


def _both_sides(preview: Preview, meeting: Meeting) -> Iterator[Told]:
    met = preview.met_as(meeting)
    if not met:
        return
    heads = {Meeting.UPDATED: _("Changed there since"), Meeting.CONFLICT: _("Differs")}
    yield Told(f"{heads[meeting]}:", is_head=True)
    bank, language = preview.bank, preview.bank.languages[0]
    spoken = preview.sheet.interview.language
    language = spoken if spoken in bank.languages else language
    questions = {question.id: question for question in bank.questions()}
    for one in met:
        question = questions[one.question]
        known = " " + _("(kept already)") if one.question in preview.kept else ""
        yield Told(f"{one_line(bank.in_language(question.ask, language))} [{one.question}]{known}", 1)
        here = answer_in_full(bank, question, one.ours, language) + _by(one.here, one.ours)
        there = answer_in_full(bank, question, one.theirs, language) + _by(one.changes, one.theirs)
        yield Told(_("here: {answer}").format(answer=here), 2)
        yield Told(_("there: {answer}").format(answer=there), 2)


def _by(changes: Iterable[AnswerChange], answer: Answer) -> str:
    """Who gave an answer and when, as far as the history says."""
    led = [change for change in changes if change.after == answer]
    return f" ({led[-1].by.removesuffix(READ)}, {at_local_time(led[-1].at)})" if led else ""

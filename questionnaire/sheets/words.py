"""The sheet's own words, shared by the formats; `write_sheet` has the sheet's language spoken."""

from datetime import datetime

from questionnaire.banks.model import Severity
from questionnaire.banks.roles import WORKERS_SIDE
from questionnaire.banks.words import RESPONDENT_WORDS, SEVERITY_WORDS
from questionnaire.interviews.answers import (
    EVIDENCE_KIND_LABELS,
    EVIDENCE_LABELS,
    REASON_LABELS,
    AnswerSource,
    number_as_shown,
)
from questionnaire.interviews.findings import FindingKind
from questionnaire.interviews.follow_ups import OWNER_WORDS, STATE_WORDS, FollowUpOwner
from questionnaire.sheets.audience import Audience, Part, goes_to
from questionnaire.sheets.sheet import (
    Sheet,
    SheetEvidence,
    SheetFinding,
    SheetFollowUp,
    SheetRow,
    SheetSupplier,
    SheetToldSection,
)
from questionnaire.translation import N_, _

KIND_LABELS = {
    FindingKind.FLAG: N_("An answer that needs follow-up"),
    FindingKind.CLAIM: N_("A claim with nothing shown for it"),
    FindingKind.CHECK: N_("Answers that do not fit together"),
    FindingKind.MARK: N_("Marked by the buyer"),
    FindingKind.DISAGREEMENT: N_("Respondents who contradict one another"),
}
LANGUAGE_LABELS = {"en": N_("English"), "nl": N_("Dutch")}
FOR_WHOM = {
    Audience.INTERNAL: N_("Internal: not for the supplier"),
    Audience.SUPPLIER: N_("For the supplier"),
    Audience.UNION: N_("For a union: not for the supplier"),
    Audience.PUBLIC: N_("For everyone"),
}
_HOLDS = {
    Audience.INTERNAL: N_(
        "It holds everything: notes, findings, and where others contradict. Do not give it to the supplier."
    ),
    Audience.SUPPLIER: N_(
        "It holds what the management answered, what was promised, and what was agreed on."
    ),
    Audience.UNION: N_(
        "It holds answers and findings, without the buyer's notes and without prices. "
        "Do not give it to the supplier."
    ),
    Audience.PUBLIC: N_("It holds counts alone, no answers."),
}

Fact = tuple[str, str]
"""A label and what stands behind it."""


def title_of(sheet: Sheet) -> str:
    """The title of the whole document."""
    return _("Answer sheet: {supplier}").format(supplier=sheet.supplier.name)


def for_whom(sheet: Sheet) -> str:
    """For whom the sheet is made: it stands above everything else."""
    return _(FOR_WHOM[sheet.audience])


def has(sheet: Sheet, part: str) -> bool:
    """Whether a part of the table goes to whom this sheet is for."""
    return goes_to(Part(part), sheet.audience)


def caution(sheet: Sheet) -> str:
    """A warning where the sheet could expose those who answered, else empty."""
    if sheet.interview.respondent not in WORKERS_SIDE:
        return ""
    return _(
        "This sheet holds answers from the workers' side. Do not give or show it to the factory: "
        "it could put those who answered in danger."
    )


def statement(sheet: Sheet) -> list[str]:
    """What the sheet is and is not, a sentence or two a line."""
    lines = [
        _(_HOLDS[sheet.audience]),
        _(
            "This sheet records what was answered in one interview, by one side. "
            "It is no audit, gives no score and is no certificate."
        ),
    ]
    if not sheet.audience.reaches_supplier:
        lines.append(
            _("An answer for which nothing was shown is a claim: set it beside what the other sides say.")
        )
    if sheet.sections:
        lines.append(
            _(
                "Only what was asked is listed, probes under their question; what has no answer is shown as open."
            )
        )
    if sheet.told is not None:
        lines.append(
            _(
                "Of fewer than five nothing is told, nor anything from which that could be worked out: "
                '"< 5" stands for none to four, "≥ 26" for 26 or more.'
            )
        )
    if sheet.interview.short_form:
        lines.append(_("It is the short form, for a first contact; the full list asks more."))
    if sheet.interview.started_at is not None and sheet.interview.finished_at is None:
        lines.append(_("The interview is not finished; answers may still come or change."))
    return lines


def facts(sheet: Sheet) -> list[Fact]:
    """Who the sheet is about, who answered, when, and on which questions."""
    supplier, interview, bank = sheet.supplier, sheet.interview, sheet.bank
    started = moment(interview.started_at) if interview.started_at else ""
    finished = moment(interview.finished_at) if interview.finished_at else _("not finished")
    form = _("short form, for a first contact") if interview.short_form else _("all questions")
    pairs = [
        (_("Supplier"), supplier.name),
        (_("Address"), supplier.address),
        (_("Country"), _country(supplier)),
        (_("OS ID"), supplier.os_id or ""),
        (_("Workers on file"), "" if supplier.workers is None else number_as_shown(supplier.workers)),
        (_("Round"), interview.round),
        (_("Answered by"), _(RESPONDENT_WORDS[interview.respondent])),
        (_("Questions"), _("{title}, version {version}").format(title=bank.title, version=bank.version)),
        (_("Published by"), bank.publisher),
        (_("Form"), form),
        (_("Language of the interview"), _(LANGUAGE_LABELS.get(interview.language, interview.language))),
        (_("Started"), started),
        (_("Finished"), finished if started else ""),
        (_("Sheet made"), moment(interview.exported_at)),
    ]
    return [(label, value) for label, value in pairs if value]


def keys(sheet: Sheet) -> list[Fact]:
    """What tells this interview and these very questions from all others."""
    pairs = [
        (_("Interview"), sheet.interview.key),
        (_("Questions"), f"{sheet.bank.id} {sheet.bank.version}"),
        (_("Fingerprint of the questions"), sheet.bank.digest),
    ]
    return [(label, value) for label, value in pairs if value]


def progress(sheet: Sheet) -> list[Fact]:
    """How far the interview came: the questions asked, and what became of them."""
    done, told = sheet.progress, sheet.told
    if told is not None:
        asked, answered, left = str(told.asked), str(told.answered), str(told.open)
        reasons = {reason: str(figure) for reason, figure in told.reasons.items()}
    elif done is not None:
        asked, answered, left = str(done.asked), str(done.valued), str(done.open)
        reasons = {reason: str(count) for reason, count in done.reasons.items()}
    else:
        return []
    without = _("No answer: {reason}")
    return [
        (_("Questions asked"), asked),
        (_("Answered"), answered),
        *((without.format(reason=_(REASON_LABELS[reason])), count) for reason, count in reasons.items()),
        (_("Still open"), left),
    ]


def told_sections(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Of each section that may be told of: its title, how many questions were asked, how many answered."""
    told = sheet.told
    if told is None:
        return []
    rows = [*told.sections, *([told.others] if told.others is not None else [])]
    return [_told_section(row) for row in rows]


def severities(sheet: Sheet) -> list[Fact]:
    """How many findings there are of each severity."""
    if sheet.told is not None:
        told = [(severity_of(severity), str(figure)) for severity, figure in sheet.told.severities.items()]
        return [(_("In all"), str(sheet.told.findings)), *told]
    found = [finding.severity for finding in sheet.findings]
    return [(severity_of(severity), str(found.count(severity))) for severity in Severity]


def headings() -> dict[str, str]:
    """The headings and labels of a sheet."""
    return {
        "facts": _("About this sheet"),
        "statement": _("What this sheet is, and is not"),
        "progress": _("How far the interview came"),
        "findings": _("Findings"),
        "finding": _("Finding"),
        "promised": _("Evidence promised, still to come"),
        "evidence": _("Evidence"),
        "answers": _("Answers"),
        "answer": _("Answer"),
        "question": _("Question"),
        "questions": _("Questions"),
        "note": _("Note"),
        "figures": _("Figures worked out from the answers"),
        "next_step": _("Next step"),
        "because": _("Why it matters"),
        "no_findings": _("Nothing came out that needs follow-up."),
        "follow_ups": _("Follow-ups"),
        "agreed": _("Agreed follow-ups"),
        "brand": _("What the brand promised"),
        "disagreements": _("Where respondents contradict one another"),
        "what": _("What"),
        "source": _("How it came"),
        "owner": _("Who"),
        "due": _("Due"),
        "state": _("State"),
        "section": _("Section"),
        "asked": _("Questions asked"),
        "answered": _("Answered"),
        "of_all": _("In all"),
        "about": _("About the questions"),
    }


def severity(finding: SheetFinding) -> str:
    """How pressing a finding is."""
    return severity_of(finding.severity)


def evidence_state(piece: SheetEvidence) -> str:
    """How far a piece of evidence has come, with a capital."""
    return _(EVIDENCE_LABELS[piece.state]).capitalize()


def evidence_line(piece: SheetEvidence) -> str:
    """A piece of evidence on one line, its state first, then what is known of it."""
    state, about = evidence_state(piece), evidence_about(piece)
    return f"{state}: {about}" if about else state


def evidence_about(piece: SheetEvidence) -> str:
    """What a piece of evidence is: what was said of it, its kind, date and file, and the remark on it."""
    line = piece.what
    more = [_(EVIDENCE_KIND_LABELS[piece.kind]) if piece.kind else "", piece.date, piece.name]
    known = ", ".join(filter(None, more))
    line = f"{line} ({known})".lstrip() if known else line
    remark = " ".join(piece.remark.split())
    return ". ".join(filter(None, (line, remark)))


def source_line(row: SheetRow) -> str:
    """How an answer came where it was not said in the call, else empty."""
    if row.source is AnswerSource.STILL_SO:
        return _("Still so, as said on {day}.").format(day=row.since) if row.since else _("Still so.")
    if row.source is AnswerSource.WRITTEN:
        if row.since:
            return _("Written by the supplier on {day}.").format(day=row.since)
        return _("Written by the supplier.")
    return ""


def follow_up_parts(sheet: Sheet) -> list[tuple[str, tuple[SheetFollowUp, ...]]]:
    """The follow-ups under their headings, without empty ones: what the brand promised first, then what else was agreed."""
    agreed = [one for one in sheet.follow_ups if one.agreed or sheet.audience is not Audience.INTERNAL]
    brand = tuple(one for one in agreed if one.owner is FollowUpOwner.BRAND)
    others = tuple(one for one in agreed if one.owner is not FollowUpOwner.BRAND)
    rest = tuple(one for one in sheet.follow_ups if one not in agreed)
    heads = headings()
    found = [(heads["brand"], brand), (heads["agreed"], others), (_("Follow-ups, not agreed"), rest)]
    return [(heading, some) for heading, some in found if some]


def owner(follow_up: SheetFollowUp) -> str:
    """Who does it."""
    return follow_up.owner_name or _(OWNER_WORDS[follow_up.owner])


def due(follow_up: SheetFollowUp) -> str:
    """The day it is due, empty where there is none."""
    return follow_up.due.isoformat() if follow_up.due else ""


def follow_up_state(follow_up: SheetFollowUp) -> str:
    """How far it has come."""
    return _(STATE_WORDS[follow_up.state])


def follow_up_place(sheet: Sheet, follow_up: SheetFollowUp) -> str:
    """What it is about: the finding or the question on this sheet, its severity and its round, as far as they are told."""
    found = follow_up.finding
    number = _("finding {number}").format(number=found) if found else follow_up.where
    weight = severity_of(follow_up.severity) if follow_up.severity and not found else ""
    other = follow_up.round if follow_up.round != sheet.interview.round else ""
    parts = (number, weight, _("round {round}").format(round=other) if other else "")
    return ", ".join(filter(None, parts))


def follow_up_line(sheet: Sheet, follow_up: SheetFollowUp) -> str:
    """Who does it, by when, and how far it has come, on one line."""
    day = _("due {day}").format(day=due(follow_up)) if follow_up.due else ""
    parts = (owner(follow_up), day, follow_up_state(follow_up), follow_up_place(sheet, follow_up))
    return " · ".join(filter(None, parts))


def handling_line(finding: SheetFinding) -> str:
    """What became of a finding: its follow-ups, or why nothing will be done; else empty."""
    if finding.set_aside:
        return _("Set aside: {reason}").format(reason=finding.set_aside)
    if finding.follow_ups:
        return _("Follow-up {numbers}").format(numbers=", ".join(map(str, finding.follow_ups)))
    return ""


def place_of(finding: SheetFinding) -> str:
    """The numbers of the questions a finding looks at; the name of the check where it looks at none."""
    return ", ".join(finding.where) or finding.check or ""


def findings_line(sheet: Sheet, row: SheetRow) -> str:
    """The findings of a question by number, such as `High: 1, 4; Low: 9`; the most severe first."""
    by_label: dict[str, list[str]] = {}
    for number in row.findings:
        by_label.setdefault(severity(sheet.findings[number - 1]), []).append(str(number))
    return "; ".join(f"{label}: {', '.join(numbers)}" for label, numbers in by_label.items())


def moment(when: datetime) -> str:
    """A time in the user's zone, with how far that is from UTC, since the reader may live elsewhere."""
    local = when.astimezone()
    return f"{local:%Y-%m-%d %H:%M} (UTC{local.isoformat()[-6:]})"


def severity_of(severity: Severity) -> str:
    """How pressing something is."""
    return _(SEVERITY_WORDS[severity]).capitalize()


def _told_section(section: SheetToldSection) -> tuple[str, str, str]:
    answered = _("not told") if section.answered is None else str(section.answered)
    return section.title or _("Other sections, together"), str(section.asked), answered


def _country(supplier: SheetSupplier) -> str:
    if supplier.country_name and supplier.country and supplier.country_name != supplier.country:
        return f"{supplier.country_name} ({supplier.country})"
    return supplier.country_name or supplier.country or ""

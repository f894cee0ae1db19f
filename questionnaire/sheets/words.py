"""The sheet's own words, shared by the formats; `write_sheet` has the sheet's language spoken."""

from datetime import datetime

from questionnaire.banks.model import Respondent, Severity
from questionnaire.banks.words import RESPONDENT_WORDS, SEVERITY_WORDS
from questionnaire.interviews.answers import REASON_LABELS, EvidenceState, number_as_shown
from questionnaire.interviews.findings import FindingKind
from questionnaire.sheets.sheet import Sheet, SheetEvidence, SheetFinding, SheetRow, SheetSupplier
from questionnaire.translation import N_, _

KIND_LABELS = {
    FindingKind.FLAG: N_("An answer that needs follow-up"),
    FindingKind.CLAIM: N_("A claim with nothing shown for it"),
    FindingKind.CHECK: N_("Answers that do not fit together"),
    FindingKind.MARK: N_("Marked by the buyer"),
}
STATE_LABELS = {
    EvidenceState.SEEN: N_("Seen"),
    EvidenceState.PROMISED: N_("Promised"),
    EvidenceState.RECEIVED: N_("Received"),
    EvidenceState.REFUSED: N_("Refused"),
}
LANGUAGE_LABELS = {"en": N_("English"), "nl": N_("Dutch")}
WORKERS_SIDE = (Respondent.WORKER_REPRESENTATIVE, Respondent.UNION, Respondent.WORKERS)

Fact = tuple[str, str]
"""A label and what stands behind it."""


def title_of(sheet: Sheet) -> str:
    """The title of the whole document."""
    return _("Answer sheet: {supplier}").format(supplier=sheet.supplier.name)


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
        _(
            "This sheet records what was answered in one interview, by one side. "
            "It is no audit, gives no score and is no certificate."
        ),
        _("An answer for which nothing was shown is a claim: set it beside what the other sides say."),
        _("Only what was asked is listed, probes under their question; what has no answer is shown as open."),
    ]
    if sheet.interview.short_form:
        lines.append(_("It is the short form, for a first contact; the full list asks more."))
    if sheet.interview.finished_at is None:
        lines.append(_("The interview is not finished; answers may still come or change."))
    return lines


def facts(sheet: Sheet) -> list[Fact]:
    """Who the sheet is about, who answered, when, and on which questions."""
    supplier, interview, bank = sheet.supplier, sheet.interview, sheet.bank
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
        (_("Started"), moment(interview.started_at)),
        (_("Finished"), finished),
        (_("Sheet made"), moment(interview.exported_at)),
    ]
    return [(label, value) for label, value in pairs if value]


def keys(sheet: Sheet) -> list[Fact]:
    """What tells this interview and these very questions from all others."""
    return [
        (_("Interview"), sheet.interview.key),
        (_("Questions"), f"{sheet.bank.id} {sheet.bank.version}"),
        (_("Fingerprint of the questions"), sheet.bank.digest),
    ]


def progress(sheet: Sheet) -> list[Fact]:
    """How far the interview came: the questions asked, and what became of them."""
    done = sheet.progress
    counts = [(_("Questions asked"), done.asked), (_("Answered"), done.valued)]
    without = _("No answer: {reason}")
    counts += [
        (without.format(reason=_(REASON_LABELS[reason])), count) for reason, count in done.reasons.items()
    ]
    return [(label, str(count)) for label, count in [*counts, (_("Still open"), done.open)]]


def severities(sheet: Sheet) -> list[Fact]:
    """How many findings there are of each severity."""
    found = [finding.severity for finding in sheet.findings]
    return [(_severity(severity), str(found.count(severity))) for severity in Severity]


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
        "about": _("About the questions"),
    }


def severity(finding: SheetFinding) -> str:
    """How pressing a finding is."""
    return _severity(finding.severity)


def evidence_line(piece: SheetEvidence) -> str:
    """A piece of evidence on one line, its state first."""
    return f"{_(STATE_LABELS[piece.state])}: {piece.what}" if piece.what else _(STATE_LABELS[piece.state])


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


def _severity(severity: Severity) -> str:
    return _(SEVERITY_WORDS[severity]).capitalize()


def _country(supplier: SheetSupplier) -> str:
    if supplier.country_name and supplier.country and supplier.country_name != supplier.country:
        return f"{supplier.country_name} ({supplier.country})"
    return supplier.country_name or supplier.country or ""

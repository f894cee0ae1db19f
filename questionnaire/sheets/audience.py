"""Who a sheet is for, and the one table that says which part goes to whom. What is in no row of it goes to nobody."""

from enum import StrEnum

from msgspec import Struct

from questionnaire.translation import N_


class Audience(StrEnum):
    """Who a sheet is made for; `internal` is the buyer's own house."""

    INTERNAL = "internal"
    SUPPLIER = "supplier"
    UNION = "union"
    PUBLIC = "public"

    @property
    def reaches_supplier(self) -> bool:
        """Whether the supplier can come to read it: then it holds nothing that another side said, or that it was asked."""
        return self in (Audience.SUPPLIER, Audience.PUBLIC)


class Part(StrEnum):
    """What a sheet is made of."""

    SUBJECT = "subject"
    ROUND = "round"
    SITE = "site"
    TIMES = "times"
    COUNTS = "counts"
    TOLD = "told"
    ANSWERS = "answers"
    SOURCES = "sources"
    EVIDENCE = "evidence"
    EVIDENCE_FILES = "evidence-files"
    PROMISED = "promised"
    PRICES = "prices"
    AGREED = "agreed"
    BRAND_PROMISED = "brand-promised"
    FINDINGS = "findings"
    NEXT_STEPS = "next-steps"
    FIGURES = "figures"
    NOTES = "notes"
    MARKS = "marks"
    FOLLOW_UPS = "follow-ups"
    PROBLEMS = "problems"
    COMPARISON = "comparison"
    DISAGREEMENTS = "disagreements"
    RECORD = "record"


class Row(Struct, frozen=True):
    """A row of the table: what the part is (in English, for the README) and who gets it.

    `fields` are those of the sheet that hold this part and nothing else.
    """

    what: str
    audiences: frozenset[Audience]
    fields: tuple[str, ...] = ()


_INTERNAL, _SUPPLIER, _UNION, _PUBLIC = Audience
_ALL = frozenset(Audience)
_HOUSE = frozenset({_INTERNAL})
_ASKED = frozenset({_INTERNAL, _SUPPLIER, _UNION})

PARTS = {
    Part.SUBJECT: Row(
        "supplier, country, who answered, which questions",
        _ALL,
        (
            "Sheet.format", "Sheet.language", "Sheet.audience", "Sheet.supplier", "Sheet.interview", "Sheet.bank",
            "SheetSupplier.name", "SheetSupplier.country", "SheetSupplier.country_name",
            "SheetInterview.respondent", "SheetInterview.language", "SheetInterview.short_form",
            "SheetInterview.exported_at",
            "SheetBank.id", "SheetBank.version", "SheetBank.digest", "SheetBank.title", "SheetBank.publisher",
            "SheetBank.about", "SheetBank.languages",
        ),
    ),
    Part.ROUND: Row("the name of the round", frozenset({_INTERNAL, _UNION}), ("SheetInterview.round",)),
    Part.SITE: Row(
        "address, OS ID, workers on file",
        _ASKED,
        ("SheetSupplier.address", "SheetSupplier.os_id", "SheetSupplier.workers"),
    ),
    Part.TIMES: Row(
        "key and times of the interview",
        _ASKED,
        ("SheetInterview.key", "SheetInterview.started_at", "SheetInterview.finished_at"),
    ),
    Part.COUNTS: Row(
        "how many questions were asked, answered and left open",
        _ASKED,
        ("Sheet.progress", "SheetProgress.asked", "SheetProgress.valued", "SheetProgress.reasons", "SheetProgress.open"),
    ),
    Part.TOLD: Row(
        "counts alone, none of fewer than five",
        frozenset({_PUBLIC}),
        (
            "Sheet.told", "SheetTold.asked", "SheetTold.answered", "SheetTold.reasons", "SheetTold.open",
            "SheetTold.sections", "SheetTold.others", "SheetTold.findings", "SheetTold.severities",
            "SheetToldSection.id", "SheetToldSection.title", "SheetToldSection.asked", "SheetToldSection.answered",
        ),
    ),
    Part.ANSWERS: Row(
        "questions and answers",
        _ASKED,
        (
            "Sheet.sections", "SheetSection.id", "SheetSection.title", "SheetSection.rows",
            "SheetRow.number", "SheetRow.id", "SheetRow.depth", "SheetRow.ask", "SheetRow.type", "SheetRow.value",
            "SheetRow.reason", "SheetRow.shown",
        ),
    ),
    Part.SOURCES: Row(
        "how an answer came: said, still so, written by the supplier",
        _ASKED,
        ("SheetRow.source", "SheetRow.since"),
    ),
    Part.EVIDENCE: Row(
        "evidence: state, what, kind, date",
        _ASKED,
        ("SheetRow.evidence", "SheetEvidence.state", "SheetEvidence.what", "SheetEvidence.kind", "SheetEvidence.date"),
    ),
    Part.EVIDENCE_FILES: Row(
        "evidence: remarks and names of files",
        _HOUSE,
        ("SheetEvidence.remark", "SheetEvidence.name"),
    ),
    Part.PROMISED: Row(
        "evidence promised, still to come",
        _ASKED,
        ("Sheet.promised", "SheetPromise.number", "SheetPromise.question", "SheetPromise.what"),
    ),
    Part.PRICES: Row(
        "questions about prices, and what looks at them",
        frozenset({_INTERNAL, _SUPPLIER}),
        ("SheetRow.about_prices", "SheetFinding.about_prices", "SheetFigure.about_prices"),
    ),
    Part.AGREED: Row(
        "follow-ups agreed with the supplier",
        frozenset({_INTERNAL, _SUPPLIER}),
        (
            "Sheet.follow_ups", "SheetFollowUp.number", "SheetFollowUp.what", "SheetFollowUp.owner",
            "SheetFollowUp.owner_name", "SheetFollowUp.due", "SheetFollowUp.state",
        ),
    ),
    Part.BRAND_PROMISED: Row("what the brand promised", frozenset({_INTERNAL, _SUPPLIER})),
    Part.FINDINGS: Row(
        "findings and checks",
        frozenset({_INTERNAL, _UNION}),
        (
            "Sheet.findings", "SheetFinding.number", "SheetFinding.kind", "SheetFinding.severity", "SheetFinding.because",
            "SheetFinding.check", "SheetFinding.questions", "SheetFinding.where", "SheetRow.findings",
        ),
    ),
    Part.NEXT_STEPS: Row("next steps of findings", frozenset({_INTERNAL, _UNION}), ("SheetFinding.next_step",)),
    Part.FIGURES: Row(
        "figures worked out from answers",
        frozenset({_INTERNAL, _UNION}),
        ("Sheet.figures", "SheetFigure.id", "SheetFigure.title", "SheetFigure.value", "SheetFigure.shown"),
    ),
    Part.NOTES: Row("the buyer's notes", _HOUSE, ("SheetRow.note",)),
    Part.MARKS: Row("what the buyer marked", _HOUSE, ("SheetRow.marked",)),
    Part.FOLLOW_UPS: Row(
        "all other follow-ups; what became of a finding",
        _HOUSE,
        (
            "SheetFollowUp.agreed", "SheetFollowUp.severity", "SheetFollowUp.round", "SheetFollowUp.where",
            "SheetFollowUp.finding", "SheetFinding.follow_ups", "SheetFinding.set_aside",
        ),
    ),
    Part.PROBLEMS: Row("questions that did not work (feedback on a bank has them)", frozenset()),
    Part.COMPARISON: Row("comparison with the round before", _HOUSE),
    Part.DISAGREEMENTS: Row(
        "where respondents contradict one another",
        _HOUSE,
        (
            "Sheet.disagreements", "SheetDisagreement.severity", "SheetDisagreement.question", "SheetDisagreement.ask",
            "SheetDisagreement.because", "SheetDisagreement.next_step",
        ),
    ),
    Part.RECORD: Row(
        "the record, to be read back; in .json alone",
        _HOUSE,
        ("Sheet.record",),
    ),
}  # fmt: skip
"""The table: which part goes to whom."""

AUDIENCE_WORDS = {
    Audience.INTERNAL: N_("internal"),
    Audience.SUPPLIER: N_("for the supplier"),
    Audience.UNION: N_("for a union"),
    Audience.PUBLIC: N_("for everyone"),
}
AUDIENCE_TELLS = {
    Audience.INTERNAL: N_("Everything, notes and findings too. Not for the supplier."),
    Audience.SUPPLIER: N_(
        "What the management answered, evidence promised, and follow-ups agreed on. No notes, no findings."
    ),
    Audience.UNION: N_("Answers and findings, without notes and without prices. Not for the supplier."),
    Audience.PUBLIC: N_("Counts alone, none of fewer than five. No answers."),
}
"""What each of them gets, in a sentence or two."""


def goes_to(part: Part, audience: Audience) -> bool:
    """Whether a part goes to an audience."""
    return audience in PARTS[part].audiences

"""Feedback on a bank in words: what its columns are called."""

from questionnaire.translation import N_

LABELS = {
    "number": N_("No."),
    "question": N_("Name of the question"),
    "ask": N_("Question"),
    "asked": N_("Asked"),
    "answered": N_("Answered"),
    "unknown": N_("Not known"),
    "refused": N_("Refused"),
    "skipped": N_("Skipped"),
    "flagged": N_("Flagged"),
    "probed": N_("Probed"),
    "problems": N_("Did not work"),
    "timed": N_("Timed"),
    "seconds": N_("Seconds"),
}
ABOUT_LABELS = {
    "format": N_("Format"),
    "id": N_("Key of this file"),
    "holds": N_("Added up from"),
    "bank": N_("Question bank"),
    "bank_version": N_("Version"),
    "year": N_("Year"),
    "buyers": N_("Buyers"),
    "interviews": N_("Interviews"),
}
LEGEND = N_(
    "< 5: fewer than five interviews, not told. ≥ 26: at least 26, where the exact number would tell of fewer than five. "
    "~ 40: worked out from several medians."
)

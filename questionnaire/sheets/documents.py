"""What can be handed out, by the words the log of it has."""

from enum import StrEnum

from questionnaire.text import one_line
from questionnaire.translation import N_, _


class Document(StrEnum):
    """What is handed out."""

    ANSWER_SHEET = "answer-sheet"
    BLANK_WORKBOOK = "blank-workbook"
    COMPARISON = "comparison"
    FOLLOW_UPS = "follow-ups"


DOCUMENT_WORDS = {
    Document.ANSWER_SHEET: N_("answer sheet"),
    Document.BLANK_WORKBOOK: N_("workbook to fill in"),
    Document.COMPARISON: N_("comparison"),
    Document.FOLLOW_UPS: N_("follow-ups"),
}


def document_words(what: str) -> str:
    """What was handed out, in words; a word of a later version of the tool as it is."""
    return _(DOCUMENT_WORDS[Document(what)]) if what in tuple(Document) else one_line(what)

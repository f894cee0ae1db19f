"""What the tool itself says in a supplier's workbook, in each of its languages: how to fill it in, and what a cell takes."""

from questionnaire.banks.model import AnswerType, Question
from questionnaire.interviews.answers import expected_answer
from questionnaire.sheets.blank import Blank, said, together
from questionnaire.translation import N_, _, speaking

NUMBER, QUESTION, ANSWER = N_("No."), N_("Question"), N_("Answer")
REASON, REMARK = N_("No answer? Choose why"), N_("Remark")
READ_FIRST, QUESTIONS = N_("Read this first"), N_("Questions")
TICK_BELOW = N_("Put an x at each one that is so")
TITLE = N_("Questions before our call")
HOW = N_("How to fill it in")
SHORT = N_("It is the short form, for a first talk.")

_TAKES_NO_OTHER = N_("Choose from the list.")
_TAKES_X = N_("Put an x here, or leave it empty.")
_TAKES_DATE = N_("A date, such as 2026-05-01. Where only the year is known: 2026.")
_WHY = (
    N_("You can fill in beforehand what you know. That saves time in the call."),
    N_("In the call we go on asking about it. What you leave open is asked there."),
)
_HOW = (
    N_("Go to the sheet “{sheet}”. Only the cells with a frame can be filled in."),
    N_("Where a cell has a list, click on the arrow beside it and choose. At a row of choices put an x."),
    N_("Where you have no answer, leave it empty and choose why in the column beside it."),
    N_("A question in grey is asked only after another answer. You need not answer it."),
    N_("Write a date as 2026-05-01. Where only the year is known: 2026."),
    N_("Give no names of workers or of union members. Write how many they are, and what their work is."),
    N_("Add, remove or move no rows or columns: your answers could not be read any more."),
    N_("Keep it as a workbook (.xlsx) and send it back."),
)
LONGEST_MESSAGE = 255


def made_for(blank: Blank) -> tuple[str, ...]:
    """Whom it was made for, on which questions, in each language."""
    texts = []
    for language, title in zip(blank.identity.languages, blank.title, strict=True):
        with speaking(language):
            text = _("For {supplier}. {title}, version {version}.")
        known = blank.identity
        texts.append(text.format(supplier=known.supplier_name, title=title, version=known.version))
    return tuple(texts)


def why(blank: Blank) -> list[tuple[str, ...]]:
    """What it is, line by line, each in every language."""
    lines = (*((SHORT,) if blank.identity.short_form else ()), *_WHY)
    return [said(line, blank.identity.languages) for line in lines]


def how(blank: Blank, sheet: str) -> list[tuple[str, ...]]:
    """How it is filled in, line by line, each in every language; `sheet` is the name of the sheet with the questions."""
    languages = blank.identity.languages
    return [tuple(text.format(sheet=sheet) for text in said(line, languages)) for line in _HOW]


def takes(question: Question, languages: tuple[str, ...]) -> str:
    """What the answer cell of a question takes, in all the languages at once; empty for a text."""
    match question.answer:
        case AnswerType.TEXT:
            return ""
        case AnswerType.YES_NO | AnswerType.CHOICE:
            return _message(said(_TAKES_NO_OTHER, languages))
        case AnswerType.CHOICES:
            return _message(said(_TAKES_X, languages))
        case AnswerType.DATE:
            return _message(said(_TAKES_DATE, languages))
    texts = []
    for language in languages:
        with speaking(language):
            texts.append(expected_answer(question))
    return _message(tuple(texts))


def takes_reason(languages: tuple[str, ...]) -> str:
    """What the cell for a reason takes."""
    return _message(said(_TAKES_NO_OTHER, languages))


def _message(texts: tuple[str, ...]) -> str:
    """A message of a workbook, which may not be longer than some letters: the first language alone where it would be."""
    whole = together(texts)
    return whole if len(whole) <= LONGEST_MESSAGE else texts[0][:LONGEST_MESSAGE]

"""Values to record."""

from questionnaire.banks.model import AnswerType, Question
from questionnaire.interviews.answers import Value


def value_for(question: Question, turn: int) -> Value:
    """A value that the question takes, another one each turn."""
    match question.answer:
        case AnswerType.YES_NO:
            return ("yes", "no")[turn % 2]
        case AnswerType.CHOICE:
            return question.choices[turn % len(question.choices)].id
        case AnswerType.CHOICES:
            return (question.choices[turn % len(question.choices)].id,)
        case AnswerType.NUMBER | AnswerType.PERCENTAGE:
            return 20 + turn
        case AnswerType.DATE:
            return f"2025-{turn % 12 + 1:02}"
        case AnswerType.TEXT:
            return f"As they said it, in turn {turn}."

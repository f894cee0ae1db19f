"""How the questions of a bank did in the field: the interviews of the database, counted as far as it may be told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from questionnaire.banks.model import Bank
from questionnaire.interviews.disclosure import told_of
from questionnaire.interviews.feedback import Tally
from questionnaire.interviews.feedback_sum import WARNING, Feedback, added_up
from questionnaire.interviews.remarks import RemarkCleaner
from questionnaire.interviews.walk import Walk
from questionnaire.store.values import BankUse


def feedback_of(bank: Bank, use: BankUse, now: datetime) -> Feedback:
    """What may be told of the use of a bank, by question, in the year of `now`."""
    tally = Tally(bank)
    for one in use.interviews:
        walk = Walk(use.releases[one.release], one.context)
        tally.add(walk, one.answers, is_finished=one.is_finished, seconds=one.seconds, problems=one.problems)
    interviews, questions = told_of(tally, RemarkCleaner(use.names))
    return Feedback(
        id=str(uuid4()),  # not a key of ours: those tell the moment
        bank=bank.id,
        bank_version=bank.version,
        year=now.astimezone().year,
        interviews=interviews,
        questions=questions,
        buyers=1 if tally.used else 0,
        warning=WARNING if any(row.remarks for row in questions) else "",
    )


def added_feedback(bank: Bank, parts: Sequence[Feedback], now: datetime) -> Feedback:
    """The feedback of several buyers as one. Raises InputError where one of them is in another."""
    counted = [part for part in parts if part.buyers]
    return added_up(bank, counted, id=str(uuid4()), year=now.astimezone().year)

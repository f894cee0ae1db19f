"""From a draft to a bank file's text that passes the checker: what the checker does not take is left out and told."""

from questionnaire.banks.mistakes import Mistake, MistakeKind
from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank
from questionnaire.banks.xlsform.bank_data import bank_data
from questionnaire.banks.xlsform.data import Data, Place
from questionnaire.banks.xlsform.draft import Draft, DraftBank
from questionnaire.banks.xlsform.located import Located
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.yaml_text import yaml_text
from questionnaire.errors import BankMistakesError
from questionnaire.translation import _

_MOST_ROUNDS = 60


def finished(draft: DraftBank, report: Report, source: str) -> Bank:
    """The bank of a draft, checked. Raises `BankMistakesError` where it cannot be brought in order."""
    mistakes: tuple[Mistake, ...] = ()
    for _round in range(_MOST_ROUNDS):
        data = bank_data(draft.bank())
        text = yaml_text(data)
        bank, mistakes = parse_bank(text.encode())
        if bank is not None:
            return bank
        located = Located(text, data)
        mended = [
            _mended(draft, located.at(mistake.line, mistake.column), mistake, report) for mistake in mistakes
        ]
        if not any(mended):
            break
    lines = "\n".join(f"{source}: {mistake.message}" for mistake in mistakes)
    raise BankMistakesError(lines, _("The form cannot be made a bank; nothing was written."))


def _mended(draft: DraftBank, parts: list[Data], mistake: Mistake, report: Report) -> bool:
    """Leave out the condition a mistake is about; whether there was one."""
    questions = {question.id: question for question in draft.questions()}
    around = [part for part in parts if isinstance(part, dict) and ("ask" in part or "questions" in part)]
    if around and "when" in around[-1]:  # the condition of a group of probes is that of each question in it
        group = around[-1]["questions"]
        names = (
            [str(probe["id"]) for probe in group if isinstance(probe, dict)]
            if isinstance(group, list)
            else []
        )
        mended = [_without_condition(questions[name], _why(mistake), report) for name in names]
        return any(mended)
    question = questions.get(str(around[-1].get("id"))) if around and "ask" in around[-1] else None
    if question is None:
        return _mended_check(draft, parts, mistake, report)
    flags = [part for part in parts if isinstance(part, dict) and "severity" in part]
    why = _why(mistake)
    if flags:
        kept = [flag for flag in question.flags if flag.because != flags[0]["because"]]
        if len(kept) < len(question.flags):
            question.flags = kept
            report.note(question.place, _("a flag of '{name}'").format(name=question.id), _left_out(why))
            return True
    return _without_condition(question, why, report)


def _without_condition(question: Draft, why: str, report: Report) -> bool:
    if question.ask_if is None:
        return False
    place = question.wanted[0][1] if question.wanted else question.place
    what = _("the condition of '{name}'").format(name=question.id)
    report.note(place, what, _("left out, as {why}: the question is always asked").format(why=why))
    question.ask_if = None
    return True


def _mended_check(draft: DraftBank, parts: list[Data], mistake: Mistake, report: Report) -> bool:
    checks = [
        str(part["id"]) for part in parts if isinstance(part, dict) and "severity" in part and "id" in part
    ]
    kept = [check for check in draft.checks if check.id not in checks]
    if len(kept) == len(draft.checks):
        return False
    draft.checks = kept
    report.note(Place("checks"), _("the check '{name}'").format(name=checks[0]), _left_out(_why(mistake)))
    return True


def _left_out(why: str) -> str:
    return _("left out, as {why}").format(why=why)


def _why(mistake: Mistake) -> str:
    if mistake.kind is MistakeKind.UNREACHABLE:
        return _("it can never hold together with the conditions above it")
    if mistake.kind is MistakeKind.CIRCLE:
        return _("it goes round in a circle")
    return mistake.message

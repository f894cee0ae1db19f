"""Conditions that were edited in the column `relevant` of a workbook of our own, where a form has them.

A bank's exact condition stands beside it in `bank::ask_if` or `bank::when`, and a sign says whether `relevant` is still as it was
written. Changed there alone, it is read from there; changed in both places, it must say the same.
"""

from collections.abc import Iterator

from questionnaire.banks.conditions import Condition
from questionnaire.banks.model import AnswerType, Bank, Question
from questionnaire.banks.names import REASONS
from questionnaire.banks.xlsform.bank_data import condition_data
from questionnaire.banks.xlsform.data import Cell, Data, Placed
from questionnaire.banks.xlsform.export_rows import digest
from questionnaire.banks.xlsform.from_xpath import Known, condition_of
from questionnaire.banks.xlsform.own_cells import OwnCells
from questionnaire.banks.xlsform.own_survey import OwnProbes, OwnQuestion
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row
from questionnaire.banks.xlsform.to_xpath import REASON_ENDING, Forms, context_name, form_name
from questionnaire.translation import _


def changed_conditions(bank: Bank, data: dict[str, Data], cells: OwnCells, report: Report) -> bool:
    """Put the conditions that were edited as XPath into the data; whether there were any."""
    return _Changes(bank, cells, report).into(data)


class _Changes:
    def __init__(self, bank: Bank, cells: OwnCells, report: Report) -> None:
        self.forms = Forms(bank)
        self.cells = cells
        self.report = report
        self.known = dict(_known(bank))
        self.conditions = {question.id: question.ask_if for question in bank.questions()}
        self.groups = {
            question.id: [group.when for group in question.probes] for question in bank.questions()
        }

    def into(self, data: Data) -> bool:
        changed = False
        if isinstance(data, OwnQuestion):
            changed = self._ask_if(data) or changed
            groups = data.get("probes", [])
            for number, group in enumerate(groups if isinstance(groups, list) else []):
                if isinstance(group, OwnProbes):
                    changed = self._when(group, str(data["id"]), number) or changed
        for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            changed = self.into(part) or changed
        return changed

    def _ask_if(self, question: OwnQuestion) -> bool:
        exact = self.conditions.get(str(question["id"]))
        found = self._edited(question.row, exact, "bank::ask_if")
        if found is None:
            return False
        if found == "":
            question.pop("ask_if", None)
        else:
            question["ask_if"] = found
        return True

    def _when(self, group: OwnProbes, parent: str, number: int) -> bool:
        exact = self.groups[parent][number]
        found = self._edited(group.row, exact if "bank::when" in group.row else None, "bank::when")
        if found is None:
            return False
        if found == "":
            self.cells.mistake(
                group.row.place_of("relevant"),
                _("say when these questions are asked, in bank::when or in relevant"),
            )
        else:
            questions = group.pop("questions")
            group["when"], group["questions"] = found, questions
        return True

    def _edited(self, row: Row, exact: Condition | None, key: str) -> Data | None:
        """The new condition, "" where it was removed, None where `relevant` says nothing new."""
        relevant = row.text("relevant")
        written = row.text("bank::written")
        of_exact = self.forms.condition(exact) if exact is not None else ""
        if digest(relevant) == written or _same(relevant, of_exact) or (not relevant and not written):
            return None
        if exact is not None and digest(of_exact) != written:
            message = _(
                "'relevant' and '{key}' were both changed and do not say the same; change one of them"
            )
            self.cells.mistake(relevant.place, message.format(key=key))
            return None
        if not relevant:
            return ""
        said = condition_of(relevant, self.known)
        for why in said.left_out:
            self.cells.mistake(relevant.place, _("a bank cannot say this condition: {why}").format(why=why))
        if said.condition is None:
            return None
        self.report.note(relevant.place, _("the condition was changed in 'relevant'"), _("read from there"))
        return placed(condition_data(said.condition), relevant)


def placed(data: Data, cell: Cell) -> Data:
    """Data whose every part points at one cell."""
    if isinstance(data, dict):
        return Placed(cell.place, [(key, placed(part, cell)) for key, part in data.items()])
    if isinstance(data, list):
        return [placed(part, cell) for part in data]
    return Cell(data, cell.place)


def _known(bank: Bank) -> Iterator[tuple[str, Known]]:
    for question in bank.questions():
        yield form_name(question.id), Known(question.id, question.answer, _words(question))
        reasons = {reason: reason for reason in REASONS}
        yield form_name(question.id) + REASON_ENDING, Known(question.id, AnswerType.CHOICE, reasons)
    for figure in bank.figures:
        yield form_name(figure.id), Known(figure.id, AnswerType.NUMBER)
    for name in (
        "respondent",
        "supplier.country",
        "country.rating",
        "country.union_regime",
        "country.danger",
    ):
        yield context_name(name), Known(name, AnswerType.TEXT)
    for name in ("supplier.workers", "country.c87", "country.c98", "country.c135", "country.c154"):
        yield context_name(name), Known(name, AnswerType.NUMBER)


def _words(question: Question) -> dict[str, str]:
    if question.answer is AnswerType.YES_NO:
        return {word: word for word in ("yes", "partly", "no", *REASONS)}
    if question.choices:
        return {word: word for word in (*(choice.id for choice in question.choices), *REASONS)}
    return {}


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())

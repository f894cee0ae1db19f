"""What a workbook that came back says of itself, and what of it is not as it was handed out, but for the questions' own sheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from questionnaire import __version__
from questionnaire.banks.model import Bank
from questionnaire.banks.xlsform.read_workbook import Sheet
from questionnaire.errors import InputError
from questionnaire.sheets.blank import FORMAT, Blank, Identity
from questionnaire.sheets.blank_layout import FIRST_ROW
from questionnaire.sheets.workbook_marks import reference_to
from questionnaire.text import one_line
from questionnaire.translation import _

Rows = Sequence[Sequence[str]]


def identity_of(sheets: Sequence[Sheet]) -> Identity:
    """What the workbook says of itself. Raises `InputError` where it is none of ours, or its identity was changed."""
    page = next((sheet.rows for sheet in sheets if text_at(sheet.rows, 0, 0) == "format"), None)
    if page is None or not text_at(page, 0, 1).startswith(FORMAT.partition("/")[0]):
        message = _("This is no workbook that was made for a supplier with this tool.")
        raise InputError(message, _("Make one with: questionnaire sheet blank SUPPLIER FILE.xlsx"))
    known = {text_at(page, place, 0): text_at(page, place, 1) for place in range(len(page))}
    if known["format"] != FORMAT:
        message = _("This workbook was made with a newer version of this tool ({version}).")
        raise InputError(message.format(version=known.get("tool", "?")), _("Install that version."))
    questions = tuple(filter(None, (text_at(page, place, 2) for place in range(len(page)))))
    try:
        identity = _identity(known, questions)
    except (KeyError, ValueError):
        identity = None
    if identity is None or identity.seal != known.get("seal"):
        message = _("The sheet of this workbook that says what it was made for was changed or is damaged.")
        raise InputError(message, _("Ask the supplier to fill in the workbook as it was sent."))
    return identity


def bank_fits(bank: Bank, identity: Identity) -> bool:
    """Whether a bank has all the questions and languages a workbook says it is made of."""
    known = {question.id for question in bank.questions()}
    return known.issuperset(identity.questions) and set(bank.languages).issuperset(identity.languages)


def questions_sheet(sheets: Sequence[Sheet]) -> int:
    """Which of the sheets holds the questions. Raises `InputError` where that cannot be told."""
    places = [place for place, sheet in enumerate(sheets) if text_at(sheet.rows, 0, 0) == "key"]
    if len(places) != 1:
        message = (
            _("The sheet with the questions is there twice.")
            if places
            else _("The sheet with the questions is gone, or its first row or column was changed.")
        )
        raise InputError(message, _("Ask the supplier to fill in the workbook as it was sent."))
    return places[0]


def changed_elsewhere(blank: Blank, expected: Sequence[Sheet], found: Sequence[Sheet]) -> list[str]:
    """What was changed on the other sheets: cells, and sheets that are more or fewer than were handed out."""
    changed: list[str] = []
    before, now = questions_sheet(expected), questions_sheet(found)
    others = {sheet.name: sheet.rows for place, sheet in enumerate(found) if place != now}
    is_same_tool = blank.identity.tool == __version__
    for place, sheet in enumerate(expected):
        rows = others.pop(sheet.name, None) if place != before else None
        if rows is not None and is_same_tool:
            changed += [f"{sheet.name}!{cell}" for cell in _differences(sheet.rows, rows)]
    if is_same_tool:
        changed += [f"{found[now].name}!{cell}" for cell in _heads_changed(expected[before], found[now])]
        changed += [_("the sheet “{sheet}”").format(sheet=one_line(name)[:40]) for name in others]
    return changed


def _heads_changed(expected: Sheet, found: Sheet) -> list[str]:
    return list(_differences(expected.rows[:FIRST_ROW], found.rows[:FIRST_ROW]))


def _differences(expected: Rows, found: Rows) -> Iterator[str]:
    """The cells that hold another text."""
    for place in range(max(len(expected), len(found))):
        width = max(len(rows[place]) if place < len(rows) else 0 for rows in (expected, found))
        for column in range(width):
            if one_line(text_at(expected, place, column)) != one_line(text_at(found, place, column)):
                yield reference_to(place, column)


def _identity(known: Mapping[str, str], questions: tuple[str, ...]) -> Identity:
    return Identity(
        format=known["format"],
        tool=known["tool"],
        supplier=known["supplier"],
        supplier_name=known["supplier name"],
        interview=known["interview"],
        bank=known["bank"],
        version=known["version"],
        digest=known["digest"],
        short_form=known["form"] == "short",
        languages=tuple(known["languages"].split()),
        made_on=date.fromisoformat(known["made on"]),
        questions=questions,
    )


def text_at(rows: Rows, place: int, column: int) -> str:
    """What stands in a cell; empty where there is none."""
    return rows[place][column] if place < len(rows) and column < len(rows[place]) else ""

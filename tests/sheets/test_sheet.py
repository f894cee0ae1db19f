"""What stands on a sheet and what does not, in every language of the bank; and that JSON holds all of it."""

import json
import unicodedata
from pathlib import Path

import msgspec
import pytest

from questionnaire.banks.model import Bank, Reason, Respondent, Severity
from questionnaire.errors import SheetError
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.findings import FindingKind
from questionnaire.sheets.sheet import Sheet, SheetRow
from questionnaire.sheets.write import write_sheet
from tests.sheets.small import ANSWERS, bank_of, hostile_sheet, sheet_with


def row(sheet: Sheet, name: str) -> SheetRow:
    return next(row for row in sheet.rows() if row.id == name)


def test_only_what_is_asked_stands_on_it() -> None:
    asked = [
        "workers",
        "members",
        "women",
        "chosen",
        "last-ballot",
        "counted-by",
        "topics",
        "minutes",
        "refusal",
    ]
    assert [row.id for row in sheet_with().rows()] == asked


def test_a_section_of_which_nothing_is_asked_is_left_out() -> None:
    assert [section.id for section in sheet_with(short_form=True).sections] == ["people"]


def test_an_answer_stands_there_for_machines_and_in_words() -> None:
    sheet = sheet_with()
    shown = {row.id: (row.value, row.reason, row.shown) for row in sheet.rows()}
    assert shown == {
        "workers": (12_500, None, "12\u202f500 people"),
        "members": (3_125, None, "3125"),
        "women": (None, Reason.UNKNOWN, "does not know"),
        "chosen": ("secret-ballot", None, "By secret ballot"),
        "last-ballot": ("2025-11", None, "2025-11"),
        "counted-by": ("Two workers.\nThe foreman looked on.", None, "Two workers.\nThe foreman looked on."),
        "topics": (("wages", "hours"), None, "Wages; Hours"),
        "minutes": (None, None, "open"),
        "refusal": (None, Reason.REFUSED, "refused"),
    }
    assert [row.id for row in sheet.rows() if row.is_open] == ["minutes"]
    assert [(row.number, row.depth) for row in sheet.rows()][3:6] == [
        ("2.1", 0),
        ("2.1.1", 1),
        ("2.1.1.1", 2),
    ]


def test_the_progress_adds_up() -> None:
    progress = sheet_with().progress
    assert progress is not None
    assert (progress.asked, progress.valued, progress.open) == (9, 6, 1)
    assert progress.reasons == {Reason.UNKNOWN: 1, Reason.REFUSED: 1}
    assert progress.asked == progress.valued + sum(progress.reasons.values()) + progress.open


def test_findings_are_numbered_by_severity_and_found_from_their_questions() -> None:
    sheet = sheet_with({**ANSWERS, "members": Answer(20_000), "chosen": Answer("named")})
    severities = [finding.severity for finding in sheet.findings]
    assert severities == [Severity.HIGH, Severity.MEDIUM]
    flag, check = sheet.findings
    assert (flag.number, flag.kind, flag.where, flag.next_step) == (
        1,
        FindingKind.FLAG,
        ("2.1",),
        "Ask for an election.",
    )
    assert (check.check, check.questions) == ("more-members-than-workers", ("members", "workers"))
    assert (check.where, check.next_step) == (("1.2", "1.1"), "Who is counted?")
    assert row(sheet, "workers").findings == row(sheet, "members").findings == (2,)
    assert row(sheet, "chosen").findings == (1,)
    assert row(sheet, "topics").findings == ()


def test_promised_evidence_and_figures_are_listed() -> None:
    sheet = sheet_with()
    assert [(piece.number, piece.question, piece.what) for piece in sheet.promised] == [
        ("2.1", "chosen", "ballot papers")
    ]
    assert [(figure.id, figure.value, figure.shown) for figure in sheet.figures] == [("density", 25.0, "25%")]
    assert sheet_with({}).figures == ()


def test_it_can_be_had_in_each_language_of_the_bank() -> None:
    sheet = sheet_with(language="nl")
    assert (sheet.language, sheet.bank.title) == ("nl", "Werknemersvertegenwoordiging")
    assert (row(sheet, "chosen").ask, row(sheet, "chosen").shown) == (
        "Hoe kwamen zij aan hun zetel?",
        "Geheime stemming",
    )
    assert sheet.findings[-1].because == "Er is niets getoond."
    assert sheet.interview.language == "en"


def test_what_a_language_lacks_is_said_in_the_first_of_the_bank() -> None:
    bank = msgspec.structs.replace(bank_of(), languages=("en", "nl", "bn"))
    assert (
        row(sheet_with(bank=bank, language="bn"), "chosen").ask
        == "How did the representatives get their seats?"
    )


def test_the_tools_own_words_are_there_when_the_bank_has_no_language_of_the_tool() -> None:
    text = msgspec.json.encode(bank_of()).decode().replace('"en":', '"bn":').replace('"nl":', '"hi":')
    bank = msgspec.json.decode(text.replace('["en","nl"]', '["bn","hi"]'), type=Bank)
    sheet = sheet_with(bank=bank, language="bn")
    assert "Marked by the buyer." in [finding.because for finding in sheet.findings]


def test_a_language_the_bank_has_not_is_refused() -> None:
    with pytest.raises(SheetError) as caught:
        sheet_with(language="tlh")
    assert (caught.value.status, caught.value.hint) == (2, "Use one of: en, nl.")
    assert "'tlh'" in caught.value.message


@pytest.mark.parametrize("respondent", Respondent)
def test_nothing_tells_who_asked_or_what_to_listen_for(respondent: Respondent) -> None:
    text = msgspec.json.encode(sheet_with(respondent=respondent)).decode()
    assert "A payroll." not in text
    assert not {"by", "contact_role", "listen_for"} & set(_keys(json.loads(text)))


def test_typed_text_is_cleaned_wherever_it_stands() -> None:
    text = "".join(_texts(msgspec.to_builtins(hostile_sheet())))
    assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


@pytest.mark.parametrize(
    "sheet",
    [sheet_with(), sheet_with({}, finished=False), hostile_sheet()],
    ids=["small", "empty", "hostile"],
)
def test_json_holds_the_whole_sheet(sheet: Sheet, tmp_path: Path) -> None:
    path = write_sheet(sheet, tmp_path / "sheet.json")
    assert msgspec.json.decode(path.read_bytes(), type=Sheet) == sheet


def test_the_json_format_stays_as_it_is(tmp_path: Path) -> None:
    sheet = json.loads(write_sheet(sheet_with(), tmp_path / "sheet.json").read_bytes())
    assert sheet["format"] == "questionnaire-sheet/1"
    assert (
        " ".join(sheet)
        == "format language supplier interview bank progress findings promised sections figures record audience "
        "follow_ups disagreements told"
    )
    assert " ".join(sheet["supplier"]) == "name country country_name address os_id workers"
    assert " ".join(sheet["interview"]) == (
        "key round respondent language short_form started_at finished_at exported_at"
    )
    assert " ".join(sheet["bank"]) == "id version digest title publisher about languages"
    assert " ".join(sheet["findings"][0]) == (
        "number kind severity because next_step check questions where about_prices follow_ups set_aside"
    )
    assert " ".join(sheet["sections"][0]["rows"][0]) == (
        "number id depth ask type value reason shown note evidence marked findings source since about_prices"
    )
    assert sheet["interview"]["started_at"] == "2026-05-04T08:30:00Z"
    assert sheet["sections"][1]["rows"][3]["value"] == ["wages", "hours"]


def _keys(data: object) -> list[str]:
    if isinstance(data, dict):
        return [*data, *(key for value in data.values() for key in _keys(value))]
    return [key for value in data for key in _keys(value)] if isinstance(data, list) else []


def _texts(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list | tuple):
        return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) else []

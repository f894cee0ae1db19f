"""Which part of a sheet goes to whom: by the one table, by whitelist, in every format, and as the README says."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.model import Bank, Reason, Respondent, Severity
from questionnaire.interviews.answers import Answer, AnswerSource, Evidence, EvidenceKind, EvidenceState
from questionnaire.interviews.disclosure import HIDDEN, exactly
from questionnaire.interviews.findings import Finding, FindingKind
from questionnaire.interviews.follow_ups import FollowUp, FollowUpOwner, FollowUpState, Owner
from questionnaire.interviews.walk import Context
from questionnaire.sheets import cut
from questionnaire.sheets import sheet as sheet_module
from questionnaire.sheets.audience import AUDIENCE_TELLS, AUDIENCE_WORDS, PARTS, Audience, Part
from questionnaire.sheets.cut import for_audience
from questionnaire.sheets.making import AfterCall
from questionnaire.sheets.record import RecordSupplier, SheetRecord
from questionnaire.sheets.sheet import Sheet
from questionnaire.sheets.words import FOR_WHOM
from questionnaire.sheets.write import FORMATS, sheet_data
from tests.sheets.small import ANSWERS, BANK, EXPORTED, bank_of, sheet_with

README = Path(__file__).parents[2] / "README.md"
KEY = "0196a1b2-0000-7000-8000-000000000001"
OTHERS = [audience for audience in Audience if audience is not Audience.INTERNAL]
PRICED = BANK.replace(
    "      - {id: minutes, ask:",
    """\
      - id: price
        ask: {en: Zebra price asked?, nl: Zebraprijs gevraagd?}
        answer: number
        about_prices: true
        flags: [{when: {above: 5}, severity: high, because: {en: Zebra price high., nl: Hoog.}}]
        probes:
          - when: answered
            questions:
              - {id: price-why, ask: {en: Zebra why?, nl: Waarom?}, answer: text}
      - {id: because-of-price, ask: {en: Zebra asked then?, nl: Dan?}, answer: text, ask_if: {price: answered}}
      - id: looks-at-price
        ask: {en: Are there others?, nl: Zijn er anderen?}
        answer: yes-no
        flags: [{when: {price: answered}, severity: low, because: {en: Zebra looked at., nl: Gezien.}}]
      - {id: minutes, ask:""",
).replace(
    "figures:\n",
    "figures:\n  zebra-sum: {title: {en: Zebra sum, nl: Som}, sum: [price, members]}\n",
).replace(
    "checks:\n",
    """\
checks:
  - {id: zebra-check, when: {zebra-sum: {above: 1}}, severity: high, because: {en: Zebra check., nl: Z.}}
""",
)  # fmt: skip
"""The small bank with questions about prices, and with all that can look at one; each of these says zebra."""


def structs() -> Iterator[type[Struct]]:
    """Every part of a sheet."""
    for thing in vars(sheet_module).values():
        if (
            isinstance(thing, type)
            and issubclass(thing, Struct)
            and thing.__module__ == sheet_module.__name__
        ):
            yield thing


def follow_up(what: str, **more: Any) -> FollowUp:
    given: dict[str, Any] = {
        "id": what, "supplier": "s", "supplier_name": "Voorbeeld Knit", "round": "r", "round_name": "2026",
        "interview": KEY, "respondent": Respondent.MANAGEMENT, "finding": "flag:chosen:1", "question": "chosen",
        "severity": Severity.HIGH, "what": what, "owner": Owner(FollowUpOwner.SUPPLIER), "due": date(2026, 6, 1),
        "agreed": False, "state": FollowUpState.OPEN, "added_at": EXPORTED, "changed_at": EXPORTED, "by": "desk",
    }  # fmt: skip
    return FollowUp(**{**given, **more})


def whole() -> Sheet:
    """An internal sheet with something in each of its parts; what is private says so."""
    answers = {
        **ANSWERS,
        "chosen": Answer("named", note="private note", marked=True),
        "topics": Answer(("wages",), source=AnswerSource.STILL_SO, since="2025-05-01"),
        "minutes": Answer(
            "yes",
            evidence=(
                Evidence(
                    EvidenceState.RECEIVED, "minutes of May", EvidenceKind.PHOTO, "2026-05", "private remark",
                    "f" * 64, "private-file.jpg", 9,
                ),
            ),
        ),
        "price": Answer(9),
        "price-why": Answer("Zebra text"),
        "because-of-price": Answer("Zebra text"),
        "looks-at-price": Answer("yes", evidence=(Evidence(EvidenceState.PROMISED, "a list"),)),
    }  # fmt: skip
    after = AfterCall(
        follow_ups=(
            follow_up("hold an election", agreed=True),
            follow_up("pay for the hours", agreed=True, owner=Owner(FollowUpOwner.BRAND), finding=None),
            follow_up("private task"),
            follow_up("private secret", agreed=True, respondent=Respondent.WORKERS),
        ),
        aside={"mark:chosen": "private reason"},
        disagreements=((bank_of(), disagreement()),),
        record=SheetRecord(
            RecordSupplier("private-key", "Voorbeeld Knit"), "private desk", "private desk",
            Context(Respondent.MANAGEMENT, date(2026, 5, 4)), {"named-why": Answer("private answer")},
        ),
    )  # fmt: skip
    return sheet_with(answers, bank=bank_of(PRICED), after=after)


def disagreement() -> Finding:
    return Finding(
        "disagreement:chosen", FindingKind.DISAGREEMENT, Severity.HIGH, {"en": "private contradiction"},
        {"en": "private step"}, "chosen", None, ("chosen",),
    )  # fmt: skip


def words_in(data: bytes, ending: str) -> str:
    """Everything a file holds, whatever is packed in it."""
    if ending not in (".xlsx", ".docx"):
        return data.decode("utf-8-sig", errors="replace")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return "".join(parts.read(name).decode("utf-8", errors="replace") for name in parts.namelist())


def test_every_field_of_a_sheet_stands_in_one_row_of_the_table() -> None:
    listed = [field for row in PARTS.values() for field in row.fields]
    assert len(listed) == len(set(listed))
    fields = {f"{kind.__name__}.{name}" for kind in structs() for name in kind.__struct_fields__}
    assert fields == set(listed)


def test_every_struct_inside_a_sheet_is_cut_or_stands_in_a_part_of_its_own() -> None:
    inside = {
        one for kind in structs() for hint in get_type_hints(kind).values() for one in _structs_in(hint)
    }
    elsewhere = {one.__name__ for one in inside if one.__module__ != sheet_module.__name__}
    assert elsewhere == {"Figure", "SheetRecord"}


def _structs_in(hint: Any) -> Iterable[type[Struct]]:
    if isinstance(hint, type) and not get_args(hint):
        return [hint] if issubclass(hint, Struct) else []
    return [one for inner in get_args(hint) for one in _structs_in(inner)]


@pytest.mark.parametrize("audience", OTHERS)
def test_a_field_in_no_row_goes_to_nobody(audience: Audience, monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(cut._AUDIENCES)
    for name in ("SheetSupplier.name", "Sheet.sections", "SheetTold.asked"):
        del known[name]
    monkeypatch.setattr(cut, "_AUDIENCES", known)
    left = for_audience(whole(), audience)
    assert (left.supplier.name, left.sections) == ("", ())
    assert left.told is None or left.told.asked is None


def test_the_internal_sheet_is_the_whole_sheet() -> None:
    sheet = whole()
    assert for_audience(sheet, Audience.INTERNAL) == sheet
    assert [one.what for one in sheet.follow_ups] == [
        "hold an election", "pay for the hours", "private task", "private secret",
    ]  # fmt: skip
    high = next(finding for finding in sheet.findings if finding.because == "Nobody chose them.")
    assert high.follow_ups == (1, 3, 4)
    assert sheet.follow_ups[0].finding == high.number
    marked = next(
        finding for finding in sheet.findings if finding.questions == ("chosen",) and finding.set_aside
    )
    assert (marked.kind, marked.set_aside) == (FindingKind.MARK, "private reason")
    assert [one.agreed for one in sheet.follow_ups] == [True, True, False, False]


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".pdf"])
@pytest.mark.parametrize("audience", OTHERS)
def test_no_format_tells_others_what_is_private(audience: Audience, ending: str, tmp_path: Path) -> None:
    sheet = for_audience(whole(), audience)
    told = words_in(sheet_data(sheet, tmp_path / f"sheet{ending}"), ending)
    assert "private" not in told
    assert str(FOR_WHOM[audience]) in told or ending in (".csv", ".json")
    assert ("Zebra" in told) is (audience is Audience.SUPPLIER)


@pytest.mark.parametrize("ending", [".md", ".html", ".docx", ".xlsx", ".csv", ".json"])
@pytest.mark.parametrize("audience", Audience)
def test_each_format_says_for_whom_it_is(audience: Audience, ending: str, tmp_path: Path) -> None:
    told = words_in(sheet_data(for_audience(whole(), audience), tmp_path / f"sheet{ending}"), ending)
    wanted = str(audience) if ending in (".csv", ".json") else FOR_WHOM[audience]
    assert wanted in told


@pytest.mark.parametrize("ending", FORMATS)
def test_the_name_of_the_round_stays_in_the_house_and_with_a_union(ending: str, tmp_path: Path) -> None:
    """No label and no separator is left where it stood: another name makes no other file."""
    sheet = whole()
    named = [
        replace(sheet, interview=replace(sheet.interview, round=name)) for name in ("Zebra visit", "2026")
    ]
    for audience in Audience:
        first, second = (
            sheet_data(for_audience(one, audience), tmp_path / f"sheet{ending}") for one in named
        )
        assert (first == second) is audience.reaches_supplier
        if ending != ".pdf":
            assert ("Zebra visit" in words_in(first, ending)) is not audience.reaches_supplier


@pytest.mark.parametrize("ending", [".md", ".html", ".docx", ".xlsx"])
def test_where_the_round_is_not_told_it_has_no_label(ending: str, tmp_path: Path) -> None:
    for audience in Audience:
        told = words_in(sheet_data(for_audience(whole(), audience), tmp_path / f"sheet{ending}"), ending)
        assert bool(re.search(r"\bround\b", told, re.IGNORECASE)) is not audience.reaches_supplier


def test_the_supplier_gets_its_own_answers_and_what_was_agreed() -> None:
    sheet = for_audience(whole(), Audience.SUPPLIER)
    assert [row.shown for row in sheet.rows()] == [row.shown for row in whole().rows()]
    assert [(one.number, one.what, one.owner, one.state) for one in sheet.follow_ups] == [
        (1, "hold an election", FollowUpOwner.SUPPLIER, FollowUpState.OPEN),
        (2, "pay for the hours", FollowUpOwner.BRAND, FollowUpState.OPEN),
    ]
    assert [one.what for one in sheet.promised] == ["a list"]
    assert (sheet.findings, sheet.figures, sheet.disagreements, sheet.record) == ((), (), (), None)
    assert {(one.severity, one.where, one.finding, one.round) for one in sheet.follow_ups} == {
        (None, "", None, "")
    }
    assert {(row.note, row.marked, row.findings) for row in sheet.rows()} == {("", False, ())}
    evidence = next(row.evidence for row in sheet.rows() if row.id == "minutes")[0]
    assert (evidence.what, evidence.kind, evidence.date) == ("minutes of May", EvidenceKind.PHOTO, "2026-05")
    assert (evidence.remark, evidence.name) == ("", "")


def test_a_union_gets_findings_and_answers_without_prices_counted_anew() -> None:
    before, sheet = whole(), for_audience(whole(), Audience.UNION)
    gone = {row.id for row in before.rows()} - {row.id for row in sheet.rows()}
    assert gone == {"price", "price-why", "because-of-price"}
    assert before.progress is not None
    assert sheet.progress is not None
    assert (sheet.progress.asked, sheet.progress.valued) == (
        before.progress.asked - 3,
        before.progress.valued - 3,
    )
    assert sheet.progress.reasons == before.progress.reasons
    assert {finding.because for finding in before.findings} - {finding.because for finding in sheet.findings} == {
        "Zebra price high.", "Zebra looked at.", "Zebra check.", "Marked by the buyer.",
    }  # fmt: skip
    assert [finding.number for finding in sheet.findings] == [*range(1, len(sheet.findings) + 1)]
    for row in sheet.rows():
        assert all(row.id in sheet.findings[number - 1].questions for number in row.findings)
    assert [figure.id for figure in sheet.figures] == ["density"]
    assert [one.what for one in sheet.promised] == ["a list"]
    assert sheet.follow_ups == ()
    assert all(not finding.set_aside and not finding.follow_ups for finding in sheet.findings)


def test_everyone_gets_counts_and_nothing_else() -> None:
    sheet = for_audience(whole(), Audience.PUBLIC)
    assert (sheet.sections, sheet.findings, sheet.promised, sheet.progress) == ((), (), (), None)
    assert (sheet.supplier.name, sheet.supplier.os_id, sheet.supplier.workers) == (
        "Voorbeeld Knit",
        None,
        None,
    )
    assert (sheet.interview.key, sheet.interview.started_at, sheet.interview.finished_at) == ("", None, None)
    assert sheet.told is not None
    assert sheet.told.asked == exactly(9)
    assert set(sheet.told.reasons) == set(Reason)
    assert "Secret" not in json.dumps(msgspec.to_builtins(sheet))


def test_of_few_questions_nothing_is_told() -> None:
    sheet = for_audience(sheet_with({}, short_form=True), Audience.PUBLIC)
    assert sheet.told is not None
    assert (sheet.told.asked, sheet.told.answered, sheet.told.open) == (HIDDEN, HIDDEN, HIDDEN)
    assert set(sheet.told.reasons.values()) == {HIDDEN}
    assert sheet.told.sections == ()


def counted(sections: list[tuple[int, int]]) -> Sheet:
    """A sheet for everyone of sections with so many questions asked and so many of them answered."""
    row = next(iter(sheet_with().rows()))
    made = tuple(
        sheet_module.SheetSection(
            f"s{place}",
            f"Section {place}",
            tuple(replace(row, value=1 if number < valued else None, reason=None) for number in range(asked)),
        )
        for place, (asked, valued) in enumerate(sections)
    )
    return for_audience(replace(sheet_with(), sections=made, findings=()), Audience.PUBLIC)


@pytest.mark.parametrize(
    ("sections", "told", "others"),
    [
        ([(20, 10), (30, 12), (20, 8)], {"s0": (20, 10), "s1": (30, 12), "s2": (20, 8)}, None),
        ([(20, 10), (30, 12), (20, 2)], {"s0": (20, None), "s1": (30, 12), "s2": (20, None)}, None),
        ([(20, 10), (30, 12), (3, 1)], {"s1": (30, 12)}, 23),
        ([(20, 10), (30, 12), (3, 1), (4, 4)], {"s0": (20, None), "s1": (30, 12)}, 7),
        ([(20, 18), (30, 29), (20, 20)], {"s0": (20, None), "s1": (30, None), "s2": (20, None)}, None),
        ([(3, 1), (3, 2)], {}, 6),
    ],
)
def test_a_section_is_told_of_only_where_no_other_can_be_worked_out(
    sections: list[tuple[int, int]], told: dict[str, tuple[int, int | None]], others: int | None
) -> None:
    found = counted(sections).told
    assert found is not None
    seen = {
        one.id: (one.asked.at_least, one.answered.at_least if one.answered else None)
        for one in found.sections
    }
    assert seen == told
    assert (found.others.asked.at_least if found.others else None) == others


def test_each_audience_has_words_for_the_screen_and_the_sheet() -> None:
    assert set(AUDIENCE_WORDS) == set(AUDIENCE_TELLS) == set(FOR_WHOM) == set(Audience)
    assert set(PARTS) == set(Part)


def test_what_the_supplier_can_read_holds_no_part_of_other_voices() -> None:
    for part in (
        Part.DISAGREEMENTS,
        Part.NOTES,
        Part.FINDINGS,
        Part.FOLLOW_UPS,
        Part.RECORD,
        Part.EVIDENCE_FILES,
    ):
        assert not {audience for audience in PARTS[part].audiences if audience.reaches_supplier}, part


def table() -> list[str]:
    """The table as the README has it."""
    head = ["| part | internal | supplier | union | public |", "| --- | --- | --- | --- | --- |"]
    rows = [
        f"| {row.what} | "
        + " | ".join("yes" if audience in row.audiences else "-" for audience in Audience)
        + " |"
        for row in PARTS.values()
    ]
    return [*head, *rows]


def test_the_readme_has_the_same_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert "<!-- audiences -->" in text
    shown = text.partition("<!-- audiences -->")[2].partition("<!-- /audiences -->")[0]
    assert [line for line in shown.splitlines() if line.startswith("|")] == table()


def test_a_bank_marks_what_is_about_prices() -> None:
    bank: Bank = bank_of(PRICED)
    assert [question.id for question in bank.questions() if question.about_prices] == ["price"]

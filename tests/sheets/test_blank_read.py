"""Reading back what a supplier filled in: every answer, whatever a cell holds, and workbooks that were changed."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from questionnaire.banks.model import AnswerType, Question, Reason
from questionnaire.errors import InputError
from questionnaire.interviews.answers import LONGEST_TEXT, Answer, Value
from questionnaire.sheets.blank import answer_labels, reason_labels
from questionnaire.sheets.blank_identity import identity_of
from questionnaire.sheets.blank_read import Filled
from questionnaire.sheets.blank_xlsx import render
from questionnaire.text import clean
from tests.sheets.blanks import cell_name, filled, made, opened, page_of, read, saved, sheets_of

BLANK, WALK = made()
DATA = render(BLANK, WALK)
QUESTIONS = {name: WALK.steps[name].question for name in BLANK.identity.questions}
TEXTS = st.text(min_size=1, max_size=60).map(lambda text: clean(text).strip()).filter(bool)


def reading(cells: dict[Any, Any]) -> Filled:
    return read(BLANK, WALK, filled(DATA, cells))


def after(change: Callable[[Workbook], object], cells: dict[Any, Any] | None = None) -> Filled:
    """What is read of a workbook after something was done to it."""
    book = opened(filled(DATA, cells or {}))
    change(book)
    return read(BLANK, WALK, saved(book))


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    values: st.SearchStrategy[Value]
    match question.answer:
        case AnswerType.YES_NO:
            values = st.sampled_from(["yes", "partly", "no"])
        case AnswerType.CHOICE:
            values = st.sampled_from([choice.id for choice in question.choices])
        case AnswerType.CHOICES:
            ids = [choice.id for choice in question.choices]
            values = st.sets(st.sampled_from(ids), min_size=1).map(
                lambda chosen: tuple(one for one in ids if one in chosen)
            )
        case AnswerType.NUMBER if question.whole:
            values = st.integers(0, 5000)
        case AnswerType.NUMBER:
            values = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1000, 1000).map(_kept))
        case AnswerType.PERCENTAGE:
            values = st.integers(0, 100_000).map(lambda number: _kept(number / 1000))
        case AnswerType.DATE:
            values = st.one_of(
                st.dates(min_value=_day("1910-01-01"), max_value=_day("2199-12-31")).map(str),
                st.integers(1800, 2200).map(str),
                st.dates(min_value=_day("1900-01-01"), max_value=_day("2199-12-31")).map(
                    lambda day: f"{day:%Y-%m}"
                ),
            )
        case _:
            values = TEXTS
    return st.one_of(values.map(Answer), st.sampled_from(Reason).map(lambda reason: Answer(reason=reason)))


def _day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def _kept(number: float) -> int | float:
    rounded = round(number, 6)
    return int(rounded) if rounded.is_integer() else rounded


def cells_for(question: Question, answer: Answer) -> dict[Any, Any]:
    """The cells a supplier fills in to give an answer."""
    name, value = question.id, answer.value
    if answer.reason is not None:
        return {(name, "reason"): reason_labels(("en", "nl"))[answer.reason]}
    match question.answer:
        case AnswerType.YES_NO | AnswerType.CHOICE:
            return {name: answer_labels(BLANK.bank, question, ("en", "nl"))[str(value)]}
        case AnswerType.CHOICES:
            assert isinstance(value, tuple)
            return {f"{name}/{word}": "x" for word in value}
        case AnswerType.PERCENTAGE:
            assert isinstance(value, int | float)
            return {name: value / 100}
        case AnswerType.DATE if len(str(value)) == 10:
            return {name: _day(str(value))}
        case AnswerType.DATE if len(str(value)) == 4:
            return {name: int(str(value))}
    return {name: value}


@settings(max_examples=15)
@given(
    st.fixed_dictionaries({}, optional={name: answers_to(question) for name, question in QUESTIONS.items()}),
    st.dictionaries(st.sampled_from(sorted(QUESTIONS)), TEXTS, max_size=3),
)
def test_any_answers_filled_in_come_back_equal(answers: dict[str, Answer], remarks: dict[str, str]) -> None:
    cells: dict[Any, Any] = {}
    for name, answer in answers.items():
        cells |= cells_for(QUESTIONS[name], answer)
    cells |= {(name, "remark"): remark for name, remark in remarks.items()}
    found = read(BLANK, WALK, _as_texts(filled(DATA, {}), cells))
    assert (found.wrong, found.notices) == ((), ())
    assert {one.question: one.answer for one in found.given if one.answer.is_given} == answers
    assert {one.question: one.remark for one in found.given if one.remark} == {
        name: " ".join(remark.split()) for name, remark in remarks.items()
    }


def _as_texts(data: bytes, cells: dict[Any, Any]) -> bytes:
    """Fill cells in with texts as texts, also those that begin as a formula does."""
    book = opened(data)
    page = page_of(book)
    for key, value in cells.items():
        cell = page[cell_name(page, key) if isinstance(key, str) else cell_name(page, *key)]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    return saved(book)


@pytest.mark.parametrize(
    ("key", "holds", "meant"),
    [
        ("union", "ja", "yes"), ("union", "PARTLY", "partly"), ("union", " Nee ", "no"),
        ("chosen", "Met stembiljetten", "ballot"), ("chosen", "named", "named"),
        ("workers", "1,200", 1200), ("workers", "1 200", 1200), ("workers", 12.0, 12), ("members", "7,5", 7.5),
        ("members", 1 / 3, 0.333333), ("share", "40%", 40), ("share", "40", 40), ("share", 0.005, 0.5),
        ("opened", "46000", "2025-12-09"), ("opened", "1-5-2026", "2026-05-01"), ("opened", "2026", "2026"),
        ("opened", 2019, "2019"), ("opened", "2026-05", "2026-05"), ("told", 12, "12"),
    ],
)  # fmt: skip
def test_an_answer_is_understood_in_whichever_way_a_cell_holds_it(key: str, holds: Any, meant: Value) -> None:
    found = reading({key: holds})
    assert [(one.question, one.answer.value) for one in found.given] == [(key, meant)]
    assert found.wrong == ()


def test_a_percentage_in_a_cell_of_another_format_is_taken_as_it_stands() -> None:
    def in_points(book: Workbook) -> None:
        page = page_of(book)
        cell = page[cell_name(page, "share")]
        cell.number_format, cell.value = "General", 40

    assert [one.answer.value for one in after(in_points).given] == [40]


@pytest.mark.parametrize(
    ("cells", "where", "told"),
    [
        ({"union": "maybe"}, "union", "does not stand in the list. Choose one of: Yes"),
        ({"workers": 5001}, "workers", "from 0 to 5000"),
        ({"workers": 1.5}, "workers", "whole number"),
        ({"workers": "about 100"}, "workers", "'about 100' is no answer"),
        ({"opened": 12}, "opened", "Give a date"),
        ({"opened": "soon"}, "opened", "Give a date"),
        ({"share": 40}, "share", "Give a percentage"),
        ({"topics/hours": "no"}, "topics/hours", "Put an x"),
        ({"told": "=1+1"}, "told", "A formula stands here"),
        ({"told": "x" * (LONGEST_TEXT + 1)}, "told", "at most 20000"),
        ({("told", "remark"): "x" * 3000}, ("told", "remark"), "more than 2000 letters"),
        ({("told", "reason"): "Because"}, ("told", "reason"), "none of the reasons"),
        ({"members": 7, ("members", "reason"): "unknown"}, ("members", "reason"), "Leave one of them empty"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_what_is_meant(
    cells: dict[Any, Any], where: Any, told: str
) -> None:
    found = reading({**cells, "guests": 3})
    page = page_of(opened(DATA))
    place = cell_name(page, where) if isinstance(where, str) else cell_name(page, *where)
    assert [(one.cell, told in one.why) for one in found.wrong] == [(f"Questions!{place}", True)], found.wrong
    assert [one.question for one in found.given] == ["guests"]


def test_a_remark_comes_along_where_the_answer_beside_it_is_wrong() -> None:
    found = reading({"workers": "many", ("workers", "remark"): "See the\nregister"})
    assert [(one.question, one.answer.is_given, one.remark) for one in found.given] == [
        ("workers", False, "See the register")
    ]


def test_control_characters_are_gone() -> None:
    assert [one.answer.value for one in reading({"told": "a\u202eb\u009bc\td"}).given] == ["abc\td"]


def test_rows_that_were_moved_are_found_by_their_keys_and_it_is_said() -> None:
    found = after(lambda book: page_of(book).insert_rows(6, 2), {"workers": 12, "told": "So"})
    assert [one.question for one in found.given] == ["workers", "told"]
    assert any("Rows were added" in notice for notice in found.notices)


def test_columns_that_were_moved_are_found_by_their_names_and_it_is_said() -> None:
    found = after(lambda book: page_of(book).insert_cols(3), {"workers": 12})
    assert [one.answer.value for one in found.given] == [12]
    assert any("Columns were moved" in notice for notice in found.notices)


def test_a_question_whose_words_were_changed_is_not_read() -> None:
    def change(book: Workbook) -> None:
        page = page_of(book)
        page[cell_name(page, "workers", "ask:nl")].value = "Hoeveel werken hier niet?"

    found = after(change, {"workers": 12, "members": 3})
    assert [one.question for one in found.given] == ["members"]
    assert [(one.question, one.cell) for one in found.wrong] == [("workers", "Questions!D4")]
    assert "nobody can tell" in found.wrong[0].why


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda page: page.delete_rows(4), "gone"),
        (lambda page: page.__setitem__("A5", "workers"), "twice"),
    ],
)
def test_a_question_that_is_gone_or_there_twice_is_not_read(
    change: Callable[[Any], object], told: str
) -> None:
    found = after(lambda book: change(page_of(book)), {"workers": 12, "told": "So"})
    assert "workers" not in {one.question for one in found.given}
    assert "told" in {one.question for one in found.given}
    assert any(one.question == "workers" and told in one.why for one in found.wrong)


def test_a_choice_whose_row_is_gone_takes_its_question_along() -> None:
    def change(book: Workbook) -> None:
        page = page_of(book)
        page.delete_rows(page[cell_name(page, "topics/hours")].row)

    found = after(change, {"topics/wages": "x", "told": "So"})
    assert [one.question for one in found.given] == ["told"]


def test_what_stands_outside_the_cells_for_answers_is_named() -> None:
    def change(book: Workbook) -> None:
        page = page_of(book)
        page[cell_name(page, "topics")].value = "all of them"
        page["L3"].value = page["B300"].value = "see here"
        page[cell_name(page, "topics/hours", "remark")].value = "often"

    found = after(change)
    topics, hours = (
        cell_name(page_of(opened(DATA)), *place) for place in (("topics",), ("topics/hours", "remark"))
    )
    assert found.given == ()
    assert [sorted(notice.split(": ")[1].rstrip(".").split(", ")) for notice in found.notices] == [
        sorted(f"Questions!{cell}" for cell in ("B300", "L3", topics, hours))
    ]


def test_a_sheet_of_another_name_is_still_found_and_a_further_one_is_not_read() -> None:
    def change(book: Workbook) -> None:
        page_of(book).title = "Sheet1"
        book.create_sheet("Names").append(["key?", "nobody"])

    found = after(change, {"workers": 12})
    assert [(one.cell, one.answer.value) for one in found.given] == [("Sheet1!E4", 12)]
    assert any("called “Sheet1” now" in notice for notice in found.notices)


def test_merged_cells_are_told_and_not_read() -> None:
    found = after(lambda book: page_of(book).merge_cells("E4:E5"), {"workers": 12, "told": "So"})
    assert [one.question for one in found.given] == ["told"]
    assert {one.question for one in found.wrong} == {"workers", "members"}
    assert any("merged" in notice for notice in found.notices)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.copy_worksheet(page_of(book)),
        lambda book: book.remove(page_of(book)),
        lambda book: page_of(book).delete_cols(5),
        lambda book: page_of(book).delete_rows(1),
    ],
)
def test_a_workbook_in_which_nobody_can_tell_the_questions_is_refused(
    change: Callable[[Workbook], object],
) -> None:
    with pytest.raises(InputError, match="fill in the workbook as it was sent"):
        after(change)


@pytest.mark.parametrize("cell", ["B3", "B5", "B8", "C2", "B12"])
def test_an_identity_that_was_changed_no_longer_fits_its_seal(cell: str) -> None:
    book = opened(DATA)
    assert identity_of(sheets_of(DATA)) == BLANK.identity
    book["questionnaire"][cell].value = "other"
    with pytest.raises(InputError, match="was changed or is damaged"):
        identity_of(sheets_of(saved(book)))


def test_a_workbook_of_a_later_format_says_so() -> None:
    book = opened(DATA)
    book["questionnaire"]["B1"].value = "questionnaire-blank/2"
    with pytest.raises(InputError, match="newer version of this tool"):
        identity_of(sheets_of(saved(book)))


def test_a_workbook_of_anyone_else_is_none_of_ours() -> None:
    with pytest.raises(InputError, match="no workbook that was made for a supplier"):
        identity_of(sheets_of(saved(Workbook())))

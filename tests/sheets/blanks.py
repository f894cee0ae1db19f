"""A bank with every kind of question and condition, its workbook for a supplier, and filling that in as a supplier would."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.xlsform.read_workbook import Sheet
from questionnaire.banks.xlsform.workbook_cells import cells_of
from questionnaire.interviews.walk import Context, Walk
from questionnaire.sheets.blank import FORMAT, Blank, Identity, blank_of, questions_asked
from questionnaire.sheets.blank_identity import questions_sheet
from questionnaire.sheets.blank_read import Filled, filled_in
from questionnaire.sheets.blank_xlsx import render
from questionnaire.sheets.workbook_marks import marks_of
from tests.tiny import bank_of

BANK = """\
bank: blank
version: "1.0"
languages: [en, nl]
title: {en: Before the call, nl: Voor het gesprek}
figures:
  density: {title: {en: GUIDANCE, nl: GUIDANCE}, percent: members, of: workers}
  both: {title: {en: GUIDANCE, nl: GUIDANCE}, sum: [members, guests]}
  apart: {title: {en: GUIDANCE, nl: GUIDANCE}, difference: [share, density]}
  on-file: {title: {en: GUIDANCE, nl: GUIDANCE}, percent: workers, of: supplier.workers}
sections:
  - id: people
    title: {en: People, nl: Mensen}
    intro: {en: GUIDANCE, nl: GUIDANCE}
    questions:
      - {id: workers, ask: {en: How many work here?, nl: Hoeveel werken hier?}, answer: number, whole: true, min: 0,
         max: 5000, unit: {en: people, nl: mensen}, short_form: true, listen_for: {en: GUIDANCE, nl: GUIDANCE},
         evidence: {en: [GUIDANCE], nl: [GUIDANCE]}}
      - {id: members, ask: {en: How many members?, nl: Hoeveel leden?}, answer: number}
      - {id: guests, ask: {en: How many guests?, nl: Hoeveel gasten?}, answer: number, ask_if: {members: answered}}
      - {id: share, ask: {en: Which share?, nl: Welk deel?}, answer: percentage}
      - {id: opened, ask: {en: Opened when?, nl: Wanneer open?}, answer: date}
      - {id: moved, ask: {en: Moved when?, nl: Wanneer verhuisd?}, answer: date}
      - {id: told, ask: {en: What else?, nl: Wat nog meer?}, answer: text}
  - id: union
    title: {en: Union, nl: Vakbond}
    questions:
      - id: union
        ask: {en: Is there a union?, nl: Is er een vakbond?}
        answer: yes-no
        short_form: true
        flags:
          - {when: yes, without: evidence, severity: high, because: {en: GUIDANCE, nl: GUIDANCE}}
        probes:
          - when: [yes, partly]
            questions:
              - id: chosen
                ask: {en: How was it chosen?, nl: Hoe is die gekozen?}
                answer: choice
                choices:
                  - {id: ballot, label: {en: "By ballot, in secret", nl: Met stembiljetten}}
                  - {id: named, label: {en: Named, nl: Aangewezen}}
                probes:
                  - when: {not: named}
                    questions:
                      - {id: counted, ask: {en: Who counted?, nl: Wie telde?}, answer: text}
          - when: [no, refused]
            questions:
              - {id: why-not, ask: {en: Why not?, nl: Waarom niet?}, answer: text}
      - id: topics
        ask: {en: What is spoken of?, nl: Waarover?}
        answer: choices
        choices:
          - {id: wages, label: {en: Wages, nl: Loon}}
          - {id: hours, label: {en: Hours, nl: Uren}}
          - {id: safety, label: {en: Safety, nl: Veiligheid}}
      - {id: q-topic, ask: {en: A, nl: A}, answer: text, ask_if: {topics: [wages, safety]}}
      - {id: q-not-topic, ask: {en: B, nl: B}, answer: text, ask_if: {topics: {not: hours}}}
      - {id: q-above, ask: {en: C, nl: C}, answer: text, ask_if: {workers: {above: 100}}}
      - {id: q-between, ask: {en: D, nl: D}, answer: text, ask_if: {members: {at_least: 5, at_most: 10}}}
      - {id: q-other, ask: {en: E, nl: E}, answer: text, ask_if: {members: {below: workers}}}
      - {id: q-density, ask: {en: F, nl: F}, answer: text, ask_if: {density: {above: 50}}}
      - {id: q-sum, ask: {en: G, nl: G}, answer: text, ask_if: {both: {at_least: 20}}}
      - {id: q-apart, ask: {en: H, nl: H}, answer: text, ask_if: {apart: {above: 10}}}
      - {id: q-share, ask: {en: I, nl: I}, answer: text, ask_if: {share: {at_most: 40}}}
      - {id: q-before, ask: {en: J, nl: J}, answer: text, ask_if: {opened: {before: 2020}}}
      - {id: q-after, ask: {en: K, nl: K}, answer: text, ask_if: {moved: {after: opened}}}
      - {id: q-old, ask: {en: L, nl: L}, answer: text, ask_if: {opened: {older_than: 12 months}}}
      - {id: q-not-old, ask: {en: M, nl: M}, answer: text, ask_if: {not: {opened: {older_than: 12 months}}}}
      - {id: q-open, ask: {en: N, nl: N}, answer: text, ask_if: {told: unanswered}}
      - {id: q-reason, ask: {en: O, nl: O}, answer: text, ask_if: {members: unknown}}
      - {id: q-any, ask: {en: P, nl: P}, answer: text, ask_if: {any: [{union: no}, {workers: {below: 10}}]}}
      - {id: q-neither, ask: {en: Q, nl: Q}, answer: text, ask_if: {not: {all: [{union: yes}, {told: answered}]}}}
      - {id: q-equal, ask: {en: R, nl: R}, answer: text, ask_if: {workers: [7, 1250]}}
      - {id: q-country, ask: {en: S, nl: S}, answer: text, ask_if: {country.c87: no}}
      - {id: q-zone, ask: {en: T, nl: T}, answer: text, ask_if: {any: [{supplier.country: VN}, {union: yes}]}}
      - {id: q-file, ask: {en: U, nl: U}, answer: text, ask_if: {on-file: {above: 150}}}
      - {id: q-others, ask: {en: V, nl: V}, answer: text, ask_of: [union, workers]}
"""
DAY = date(2026, 5, 4)
OWN_FILE = 4711


def context(**changes: Any) -> Context:
    known: dict[str, Any] = {"country": "BD", "workers": OWN_FILE, "country_facts": {"c87": 1972}, **changes}
    return Context(Respondent.MANAGEMENT, DAY, **known)


def made(
    bank: Bank | None = None, languages: tuple[str, ...] = ("en", "nl"), **changes: Any
) -> tuple[Blank, Walk]:
    """The workbook of a supplier as data, and the walk it was made with."""
    walk = Walk(bank or bank_of(BANK), context(**changes))
    identity = Identity(
        format=FORMAT,
        tool="0",
        supplier="key",
        supplier_name="Voorbeeld Knit",
        interview="",
        bank=walk.bank.id,
        version=walk.bank.version,
        digest="d" * 64,
        short_form=walk.context.short_form,
        languages=languages,
        made_on=DAY,
        questions=questions_asked(walk),
    )
    return blank_of(walk.bank, identity), walk


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def page_of(book: Workbook) -> Worksheet:
    """The sheet with the questions, whatever it is called."""
    return next(page for page in book.worksheets if page["A1"].value == "key")


def cell_name(page: Worksheet, key: str, column: str = "answer") -> str:
    """The cell of a row, by its key, in a column, by its name."""
    row = next(row[0].row for row in page.iter_rows(min_row=3) if row[0].value == key)
    place = next(cell.column_letter for cell in page[1] if cell.value == column)
    return f"{place}{row}"


def filled(data: bytes, cells: Mapping[tuple[str, str] | str, Any]) -> bytes:
    """The workbook with cells filled in: the answer at a key, or another column of it."""
    book = opened(data)
    page = page_of(book)
    for key, value in cells.items():
        name = cell_name(page, key) if isinstance(key, str) else cell_name(page, *key)
        page[name].value = value
    return saved(book)


def sheets_of(data: bytes) -> list[Sheet]:
    return [Sheet(name, rows) for name, rows in cells_of(data).sheets]


def read(blank: Blank, walk: Walk, data: bytes) -> Filled:
    """What was filled in, as the tool reads it."""
    found = sheets_of(data)
    return filled_in(blank, _expected(blank, walk), found, marks_of(data, questions_sheet(found)))


def _expected(blank: Blank, walk: Walk) -> list[Sheet]:
    known = blank.identity.seal + repr(blank.bank)
    if known not in _EXPECTED:
        _EXPECTED[known] = sheets_of(render(blank, walk))
    return _EXPECTED[known]


_EXPECTED: dict[str, list[Sheet]] = {}

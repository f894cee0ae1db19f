"""Writing what changed between two rounds: .html and .md to read, .xlsx and .csv to go on with."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from questionnaire.errors import SheetError
from questionnaire.sheets import round_sheet as words
from questionnaire.sheets.as_csv import safe
from questionnaire.sheets.as_markdown import escape
from questionnaire.sheets.round_sheet import RoundSheet
from questionnaire.translation import LANGUAGES, N_, _, language_in_use, speaking

FORMATS = (".html", ".md", ".xlsx", ".csv")

COLUMNS = {
    "change": N_("Change"),
    "number": N_("No."),
    "ask": N_("Question"),
    "before": N_("Before"),
    "after": N_("Now"),
    "before_flags": N_("Flags before"),
    "after_flags": N_("Flags now"),
    "question": N_("Name of the question"),
    "supplier": N_("Supplier"),
    "old_round": N_("Round before"),
    "new_round": N_("Round"),
    "old_interview": N_("Interview before"),
    "new_interview": N_("Interview"),
    "bank": N_("Questions"),
    "old_version": N_("Version before"),
    "new_version": N_("Version"),
}
"""The columns of the table by name, which is a contract, with how they are headed for people.

A check stands in it as a row of its own: `question` is its id behind `check:`, `change` its state.
"""


def check_ending(path: Path) -> str:
    """The ending of a file for a comparison; raises `SheetError` for one that is not in `FORMATS`."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        message = _("{path}: a comparison is not written with the ending '{ending}'.")
        hint = _("Use one of: {known}.").format(known=", ".join(FORMATS))
        raise SheetError(message.format(path=path, ending=ending), hint)
    return ending


def rendered(sheet: RoundSheet, ending: str) -> bytes:
    """The comparison in a format; the tool speaks its language where it can."""
    with speaking(sheet.language if sheet.language in LANGUAGES else language_in_use()):
        match ending:
            case ".html":
                from questionnaire.sheets.round_html import render  # noqa: PLC0415 - brings jinja along

                return render(sheet)
            case ".xlsx":
                from questionnaire.sheets.round_xlsx import render as render_workbook  # noqa: PLC0415

                return render_workbook(sheet)
            case ".md":
                return ("\n".join(_lines(sheet)) + "\n").encode(errors="replace")
        return _table(sheet)


def rows_of(sheet: RoundSheet) -> Iterator[dict[str, str]]:
    """The changes, then the checks, as the cells of rows; `change` is the word of its kind."""
    about = {
        "supplier": sheet.supplier,
        "old_round": sheet.old.round,
        "new_round": sheet.new.round,
        "old_interview": sheet.old.key,
        "new_interview": sheet.new.key,
        "bank": sheet.bank,
        "old_version": sheet.old.version,
        "new_version": sheet.new.version,
    }
    for row in sheet.rows:
        yield {
            "change": str(row.kind),
            "number": row.number,
            "ask": row.ask,
            "before": row.before,
            "after": row.after,
            "before_flags": "\n".join(f"{flag.severity}: {flag.because}" for flag in row.before_flags),
            "after_flags": "\n".join(f"{flag.severity}: {flag.because}" for flag in row.after_flags),
            "question": row.id,
            **about,
        }
    for check in sheet.checks:
        flag = f"{check.severity}: {check.because}"
        cells = dict.fromkeys(COLUMNS, "")
        states = {(False, True): "fails-now", (True, True): "still-fails", (True, False): "no-longer-fails"}
        yield {
            **cells,
            "change": states[check.failed_before, check.fails_now],
            "before_flags": flag if check.failed_before else "",
            "after_flags": flag if check.fails_now else "",
            "question": f"check:{check.id}",
            **about,
        }


def _table(sheet: RoundSheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for cells in rows_of(sheet):
        writer.writerow({name: safe(cell) for name, cell in cells.items()})
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _lines(sheet: RoundSheet) -> Iterator[str]:
    yield f"# {_line(words.title_of(sheet))}"
    yield from ("", f"> **{_line(words.caution_of(sheet))}**", "")
    yield f"- {_line(sheet.title)}"
    yield from (f"- {_line(words.side_line(side))}" for side in (sheet.old, sheet.new))
    yield from ("", _line(words.statement()), "")
    yield from (f"- {_line(_(words.KIND_WORDS[kind]))}: {count}" for kind, count in sheet.counts.items())
    for kind, heading in words.KIND_WORDS.items():
        rows = [row for row in sheet.rows if row.kind is kind]
        if rows:
            yield from ("", f"## {_line(_(heading))}", "")
        for row in rows:
            yield f"- **{row.number}** {_line(row.ask)} ({_line(row.id)})\\"
            yield f"  {_line(row.before) or '–'} → **{_line(row.after) or '–'}**" + (
                "\\" if row.before_flags or row.after_flags else ""
            )
            flags = [(_("before"), flag) for flag in row.before_flags]
            flags += [(_("now"), flag) for flag in row.after_flags]
            told = [f"  {_line(when)}: {_line(words.flag_line(flag))}" for when, flag in flags]
            yield from (line + ("\\" if place < len(told) else "") for place, line in enumerate(told, 1))
    if sheet.checks:
        yield from ("", f"## {_('Answers that do not fit together')}", "")
    for check in sheet.checks:
        flag = words.RoundFlag(check.severity, check.because)
        yield f"- **{_line(words.state_of(check))}** ({_line(check.id)})\\"
        yield f"  {_line(words.flag_line(flag))}"
    if not sheet.rows and not sheet.checks:
        yield from ("", _line(_("Nothing changed.")))


def _line(text: str) -> str:
    return escape(" ".join(text.split()))

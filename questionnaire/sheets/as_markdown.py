"""The sheet as Markdown (CommonMark, also safe in GitHub's): typed text stays text, whatever stands in it."""

import re
from collections.abc import Iterable

from questionnaire.sheets import words
from questionnaire.sheets.sheet import Sheet, SheetFinding, SheetRow

_BLANKS = re.compile(r"[ \t]+")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#]")
_AT_START = re.compile(r"^((?=[-+=])|\d{1,9}(?=[.)](?:\s|$)))")
_SCHEME = re.compile(r"(?<=[^\W\d]):(?=\S)")
_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d])")
_AT_SIGN = re.compile(r"@(?=\S)")
_WORD_JOINER = "\u2060"


def escape(text: str, indent: str = "") -> str:
    """Text that Markdown shows as it stands, its line breaks kept; further lines start with `indent`.

    An address is kept from becoming a link. Behind an `@` that takes an invisible word joiner: no escape
    does it everywhere.
    """
    lines = [_escaped(_BLANKS.sub(" ", line).strip()) for line in text.splitlines()]
    return f"\\\n{indent}".join(line for line in lines if line)


def render(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a Markdown file."""
    return ("\n".join(_lines(sheet)) + "\n").encode(errors="replace")


def _lines(sheet: Sheet) -> Iterable[str]:
    headings = words.headings()
    yield f"# {_one_line(words.title_of(sheet))}"
    yield from ("", f"**{_one_line(words.for_whom(sheet))}**")
    if caution := words.caution(sheet):
        yield from ("", f"> **{_one_line(caution)}**")
    yield ""
    yield from _pairs(words.facts(sheet))
    yield from ("", f"## {headings['statement']}")
    for sentence in words.statement(sheet):
        yield from ("", _one_line(sentence))
    yield from ("", f"## {headings['progress']}", "")
    yield from _pairs(words.progress(sheet))
    yield from _told(sheet)
    yield from _findings(sheet)
    for heading, follow_ups in words.follow_up_parts(sheet):
        yield from ("", f"## {heading}", "")
        for one in follow_ups:
            line = _one_line(words.follow_up_line(sheet, one))
            yield f"- **{one.number}.** {escape(one.what, '  ')}\\\n  {line}"
    if sheet.promised:
        yield from ("", f"## {headings['promised']}", "")
        yield from (f"- **{piece.number}** {escape(piece.what)}" for piece in sheet.promised)
    if sheet.sections:
        yield from ("", f"## {headings['answers']}")
    for section in sheet.sections:
        yield from ("", f"### {_one_line(section.title)}", "")
        yield from (_row(sheet, row) for row in section.rows)
    yield from _end(sheet)


def _told(sheet: Sheet) -> Iterable[str]:
    """The counts of a sheet for everyone."""
    if sheet.told is None:
        return
    headings = words.headings()
    yield from ("", f"## {headings['section']}", "")
    asked, answered = headings["asked"], headings["answered"]
    for title, some, given in words.told_sections(sheet):
        yield f"- **{_one_line(title)}** {_one_line(f'{asked}: {some}; {answered}: {given}')}"
    yield from ("", f"## {headings['findings']}", "")
    yield from _pairs(words.severities(sheet))


def _findings(sheet: Sheet) -> Iterable[str]:
    headings = words.headings()
    if words.has(sheet, "findings"):
        yield from ("", f"## {headings['findings']}", "")
        yield from (_finding(finding) for finding in sheet.findings)
        if not sheet.findings:
            yield headings["no_findings"]
    if sheet.disagreements:
        yield from ("", f"## {headings['disagreements']}", "")
    for one in sheet.disagreements:
        yield f"- **{words.severity_of(one.severity)}** {escape(one.ask, '  ')}\\\n  {escape(one.because, '  ')}"


def _end(sheet: Sheet) -> Iterable[str]:
    headings = words.headings()
    if sheet.figures:
        yield from ("", f"## {headings['figures']}", "")
        yield from _pairs((figure.title, figure.shown) for figure in sheet.figures)
    if sheet.bank.about:
        yield from ("", f"## {headings['about']}", "", escape(sheet.bank.about))
    yield ""
    yield from _pairs(words.keys(sheet))


def _finding(finding: SheetFinding) -> str:
    place = _one_line(words.place_of(finding))
    first = f"- **{finding.number}. {words.severity(finding)}**{f' ({place})' if place else ''}"
    first = f"{first} {escape(finding.because, '  ')}"
    lines = [first]
    if finding.next_step:
        lines.append(_labelled(words.headings()["next_step"], finding.next_step, "  "))
    if handling := words.handling_line(finding):
        lines.append(_one_line(handling))
    return "\\\n  ".join(lines)


def _row(sheet: Sheet, row: SheetRow) -> str:
    """A question as an item of a list, its probes as items inside it."""
    headings = words.headings()
    outer = "  " * row.depth
    indent = f"{outer}  "
    parts = [
        (headings["answer"], row.shown),
        (headings["source"], words.source_line(row)),
        (headings["note"], row.note),
        (headings["evidence"], "\n".join(words.evidence_line(piece) for piece in row.evidence)),
        (headings["findings"], words.findings_line(sheet, row)),
    ]
    lines = [f"{outer}- **{row.number}** {escape(row.ask, indent)} ({escape(row.id)})"]
    lines += [_labelled(label, text, indent) for label, text in parts if text]
    return f"\\\n{indent}".join(lines)


def _labelled(label: str, text: str, indent: str) -> str:
    return f"**{_one_line(label)}:** {escape(text, indent)}"


def _pairs(pairs: Iterable[words.Fact]) -> Iterable[str]:
    return (f"- {_labelled(label, text, '  ')}" for label, text in pairs)


def _one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def _escaped(line: str) -> str:
    escaped = _AT_START.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", line))
    linkless = _DOMAIN.sub(r"\\.", _SCHEME.sub(r"\\:", escaped))
    return _AT_SIGN.sub(f"@{_WORD_JOINER}", linkless)

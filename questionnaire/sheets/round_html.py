"""What changed between two rounds as one HTML file: no script, nothing fetched from anywhere."""

from questionnaire.sheets import round_sheet as words
from questionnaire.sheets.as_html import styled, template
from questionnaire.sheets.round_sheet import KIND_WORDS, RoundSheet
from questionnaire.translation import _, language_in_use


def render(sheet: RoundSheet) -> bytes:
    """The page, in UTF-8, under the same content security policy as a sheet."""
    by_kind = {kind: [row for row in sheet.rows if row.kind is kind] for kind in KIND_WORDS}
    page = template("round.html.jinja").render(
        sheet=sheet,
        words=words,
        counts=[(_(KIND_WORDS[kind]), count) for kind, count in sheet.counts.items()],
        groups=[(_(KIND_WORDS[kind]), rows) for kind, rows in by_kind.items() if rows],
        own_language=language_in_use(),
        _=_,
        **styled(),
    )
    return page.encode(errors="xmlcharrefreplace")

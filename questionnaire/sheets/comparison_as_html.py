"""What differs between two versions of a bank as one HTML file: no script, nothing fetched from anywhere."""

from collections.abc import Sequence

from questionnaire.banks.compare_words import ChangedPart, summary_of
from questionnaire.banks.difference import Difference, Part
from questionnaire.banks.model import Bank
from questionnaire.sheets.as_html import styled, template
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use


def render_comparison(
    old: Bank, new: Bank, found: Sequence[Difference], told: Sequence[ChangedPart], language: str
) -> bytes:
    """The page, in UTF-8, under the same content security policy as a sheet."""
    title = _("What differs: {bank} {old} and {new}").format(bank=new.id, old=old.version, new=new.version)
    page = template("comparison.html.jinja").render(
        title=title,
        bank_title=one_line(new.in_language(new.title, language)),
        summary=summary_of(found) or _("Nothing differs."),
        subjects=_by_section(told),
        own_language=language_in_use(),
        Part=Part,
        _=_,
        **styled(),
    )
    return page.encode(errors="xmlcharrefreplace")


def _by_section(told: Sequence[ChangedPart]) -> list[list[ChangedPart]]:
    """The parts in runs of one kind: what stands together on the page."""
    runs: list[list[ChangedPart]] = []
    for one in told:
        if not runs or runs[-1][-1].part is not one.part:
            runs.append([])
        runs[-1].append(one)
    return runs

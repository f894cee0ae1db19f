"""Cutting a whole sheet down to what its audience gets. By whitelist: what the table does not give is left out."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import FieldInfo, fields, replace

from questionnaire.banks.model import Reason, Severity
from questionnaire.interviews.disclosure import FEWEST, HIDDEN, exactly, told_parts
from questionnaire.interviews.findings import FindingKind
from questionnaire.interviews.follow_ups import FollowUpOwner
from questionnaire.sheets.audience import PARTS, Audience, Part, goes_to
from questionnaire.sheets.sheet import (
    Sheet,
    SheetFinding,
    SheetFollowUp,
    SheetProgress,
    SheetRow,
    SheetTold,
    SheetToldSection,
)

_S = TypeVar("_S", bound=Struct)
_EMPTY: dict[type, object] = {str: "", bool: False, tuple: (), dict: {}}
_AUDIENCES = {field: row.audiences for row in PARTS.values() for field in row.fields}


def for_audience(sheet: Sheet, audience: Audience) -> Sheet:
    """The sheet as an audience gets it, made from a whole (internal) one."""
    kept = replace(sheet, audience=audience)
    if not goes_to(Part.PRICES, audience):
        kept = _without_prices(kept)
    if not goes_to(Part.MARKS, audience):
        kept = _with_findings(kept, (one for one in kept.findings if one.kind is not FindingKind.MARK))
    kept = replace(kept, follow_ups=tuple(_follow_ups(kept.follow_ups, audience)))
    if goes_to(Part.TOLD, audience):
        kept = replace(kept, told=_told(kept))
    return _cut(kept, audience)


def _cut(part: _S, audience: Audience) -> _S:
    """A part of the sheet with the fields that go to the audience; the others are as good as never filled in."""
    kind = type(part).__name__
    return replace(
        part,
        **{
            field.name: _cut_value(getattr(part, field.name), audience)
            if audience in _AUDIENCES.get(f"{kind}.{field.name}", ())
            else _empty(field, getattr(part, field.name))
            for field in fields(part)
        },
    )


def _cut_value(value: object, audience: Audience) -> object:
    if isinstance(value, Struct) and type(value).__module__ == Sheet.__module__:
        return _cut(value, audience)
    if isinstance(value, tuple):
        return tuple(_cut_value(item, audience) for item in value)
    return value


def _empty(field: FieldInfo, value: object) -> object:
    """What stands where a value is left out: what the field has by itself, else nothing of its kind."""
    return _EMPTY.get(type(value)) if field.required else field.default


def _without_prices(sheet: Sheet) -> Sheet:
    """The sheet without the questions about prices, and without all that looks at them; counted anew."""
    sections = tuple(
        replace(section, rows=rows)
        for section in sheet.sections
        if (rows := tuple(row for row in section.rows if not row.about_prices))
    )
    left = replace(
        sheet,
        sections=sections,
        figures=tuple(figure for figure in sheet.figures if not figure.about_prices),
    )
    stays = {row.id for row in left.rows()}
    left = replace(
        left,
        progress=_progress(left.rows()),
        promised=tuple(one for one in sheet.promised if one.question in stays),
    )
    return _with_findings(left, (one for one in sheet.findings if not one.about_prices))


def _progress(rows: Iterable[SheetRow]) -> SheetProgress:
    rows = tuple(rows)
    reasons = Counter(row.reason for row in rows if row.reason is not None)
    valued = sum(row.value is not None for row in rows)
    return SheetProgress(len(rows), valued, dict(reasons), len(rows) - valued - reasons.total())


def _with_findings(sheet: Sheet, findings: Iterable[SheetFinding]) -> Sheet:
    """The sheet with some of its findings, numbered anew wherever their number stands."""
    kept = tuple(findings)
    numbers = {finding.number: place for place, finding in enumerate(kept, 1)}

    def renumbered(row: SheetRow) -> SheetRow:
        return replace(row, findings=tuple(numbers[one] for one in row.findings if one in numbers))

    return replace(
        sheet,
        findings=tuple(replace(finding, number=numbers[finding.number]) for finding in kept),
        sections=tuple(
            replace(section, rows=tuple(map(renumbered, section.rows))) for section in sheet.sections
        ),
        follow_ups=tuple(
            replace(one, finding=numbers.get(one.finding) if one.finding else None)
            for one in sheet.follow_ups
        ),
    )


def _follow_ups(follow_ups: Iterable[SheetFollowUp], audience: Audience) -> Iterable[SheetFollowUp]:
    """Those that go to the audience, numbered anew."""
    if goes_to(Part.FOLLOW_UPS, audience):
        return follow_ups
    kept = [
        one
        for one in follow_ups
        if one.agreed
        and goes_to(
            Part.BRAND_PROMISED if one.owner is FollowUpOwner.BRAND else Part.AGREED,
            audience,
        )
    ]
    return (replace(one, number=number) for number, one in enumerate(kept, 1))


def _told(sheet: Sheet) -> SheetTold:
    """What may be told of the counts of a sheet; below five questions in all that is nothing."""
    done = _progress(sheet.rows())
    whole = exactly(done.asked) if done.asked >= FEWEST else HIDDEN
    valued, unanswered = "valued", "open"
    without = {str(reason): done.reasons.get(reason, 0) for reason in Reason}
    parts = told_parts({valued: done.valued, **without, unanswered: done.open}, done.asked)
    found = Counter(finding.severity for finding in sheet.findings)
    severities = told_parts({severity: found[severity] for severity in Severity}, found.total())
    sections, others = _told_sections(sheet, is_split=parts[valued].is_exact)
    return SheetTold(
        asked=whole,
        answered=parts[valued],
        reasons={reason: parts[reason] for reason in Reason},
        open=parts[unanswered],
        sections=sections,
        others=others,
        findings=exactly(found.total()) if found.total() >= FEWEST else HIDDEN,
        severities=severities,
    )


def _told_sections(
    sheet: Sheet, *, is_split: bool
) -> tuple[tuple[SheetToldSection, ...], SheetToldSection | None]:
    """How many were asked in each section, the small ones taken together, and how many answered where that may be told.

    `is_split` is whether the answered are told exactly of the whole: where they are not, they are of no section.
    """
    counts = {
        section.id: (len(section.rows), sum(row.value is not None for row in section.rows))
        for section in sheet.sections
    }
    together = _too_few({name: asked for name, (asked, _valued) in counts.items()})
    split = {name: pair for name, pair in counts.items() if name not in together} if is_split else {}
    hidden = {name for name, (asked, valued) in split.items() if min(valued, asked - valued) < FEWEST}
    while split.keys() - hidden and _gives_away(
        [counts[name] for name in counts.keys() - (split.keys() - hidden)]
    ):
        hidden.add(min(split.keys() - hidden, key=lambda name: (min(split[name]), name)))
    told = tuple(
        SheetToldSection(
            section.id,
            section.title,
            exactly(counts[section.id][0]),
            exactly(counts[section.id][1]) if section.id in split and section.id not in hidden else None,
        )
        for section in sheet.sections
        if section.id not in together
    )
    rest = sum(counts[name][0] for name in together)
    others = SheetToldSection("", "", exactly(rest) if rest >= FEWEST else HIDDEN) if together else None
    return told, others


def _too_few(asked: dict[str, int]) -> set[str]:
    """The sections too small to be told of, with as many of the next smallest as make them five together."""
    together = {name for name, count in asked.items() if count < FEWEST}
    for name in sorted(asked.keys() - together, key=lambda name: (asked[name], name)):
        if not together or sum(asked[one] for one in together) >= FEWEST:
            break
        together.add(name)
    return together


def _gives_away(counts: list[tuple[int, int]]) -> bool:
    """Whether the rest, found by subtracting, is fewer than five answered or fewer than five not."""
    answered = sum(valued for _asked, valued in counts)
    return bool(counts) and min(answered, sum(asked for asked, _valued in counts) - answered) < FEWEST

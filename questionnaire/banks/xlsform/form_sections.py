"""Which groups of a form become sections of a bank."""

from questionnaire.banks.xlsform.form_types import ASKING, Kind, form_type
from questionnaire.banks.xlsform.table import Row

_OPENING = (Kind.BEGIN, Kind.REPEAT)


def section_rows(rows: list[Row]) -> set[int]:
    """The rows of the groups that become sections: the topmost ones, or those inside where a group holds groups alone."""
    kinds = [(form_type(row.text("type")).kind, row.number) for row in rows]
    found, place = set[int](), 0
    while place < len(kinds):
        if kinds[place][0] in _OPENING:
            place = _mark_sections(kinds, place, found)
        else:
            place += 1
    return found


def _mark_sections(kinds: list[tuple[Kind, int]], start: int, found: set[int]) -> int:
    """Mark the group that opens at a place, or the groups in it; where the group ends."""
    open_groups, asks_itself = 0, False
    inside: list[int] = []
    place = start + 1
    while place < len(kinds):
        kind = kinds[place][0]
        if kind in _OPENING:
            if not open_groups:
                inside.append(place)
            open_groups += 1
        elif kind is Kind.END:
            if not open_groups:
                break
            open_groups -= 1
        elif not open_groups and kind in ASKING:
            asks_itself = True
        place += 1
    if inside and not asks_itself:
        for group in inside:
            _mark_sections(kinds, group, found)
    else:
        found.add(kinds[start][1])
    return place + 1

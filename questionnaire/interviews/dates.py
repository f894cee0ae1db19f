"""Dates as respondents give them: a day, a month or a year. Each stands for the days it may have been."""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from questionnaire.banks.conditions import Unit

_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")


class Days(NamedTuple):
    """The first and the last day a date may stand for."""

    first: date
    last: date


def days_of(text: str) -> Days:
    """The days that `2026`, `2026-05` or `2026-05-01` stands for; raises ValueError for anything else."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return Days(date(parts[0], 1, 1), date(parts[0], 12, 31))
    if len(parts) == 2:
        year, month = parts
        first = date(year, month, 1)
        return Days(first, first.replace(day=calendar.monthrange(year, month)[1]))
    year, month, day_of_month = parts
    day = date(year, month, day_of_month)
    return Days(day, day)


def parse_date(text: str) -> str:
    """What was typed as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; takes 1-5-2026 and 5/2026, day first. Raises ValueError."""
    typed = text.strip()
    if match := _YEAR_FIRST.fullmatch(typed):
        year, month, day = match[1], match[2], match[3]
    elif match := _DAY_FIRST.fullmatch(typed):
        year, month, day = match[3], match[2], match[1]
    else:
        raise ValueError(text)
    found = "-".join([f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part)])
    if days_of(found).first.year < 1800:
        raise ValueError(text)
    return found


def moved_back(day: date, amount: int, unit: Unit) -> date:
    """The day so long before; the last of the month where the month is shorter. Never before year 1."""
    if unit in (Unit.DAYS, Unit.WEEKS):
        days = amount * (7 if unit is Unit.WEEKS else 1)
        return day - timedelta(days=min(days, day.toordinal() - 1))
    months = day.year * 12 + day.month - 1 - amount * (12 if unit is Unit.YEARS else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

"""How a cell of a workbook holds a date: as the number of a day, or of a year where only that is known."""

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1800, 2200
FIRST_DAY, LAST_DAY = 3654, 109_574
"""The number of a day in a cell: 1910-01-01 and 2199-12-31. A smaller number, from 1800 to 2200, is a year."""

_DAY_ZERO = date(1899, 12, 30)


def serial_of(day: date) -> int:
    """The number of a day in a cell."""
    return (day - _DAY_ZERO).days


def day_of(serial: int) -> date:
    """The day that a number in a cell stands for."""
    return _DAY_ZERO + timedelta(days=serial)

"""Remarks on their way out: what could tell a supplier, a person or a day is taken out, as far as a machine sees it.

A name nobody entered anywhere cannot be seen; whoever hands remarks on reads them first.
"""

import re
from collections.abc import Iterable

from questionnaire.text import one_line

CUT = "[…]"
_SHORTEST_NAME = 3
_MONTHS = (
    "jan(?:uar[yi])?|feb(?:ruar[yi])?|mar(?:ch)?|maart|mrt|apr(?:il)?|may|mei|june?|juni|july?|juli|aug(?:ust|ustus)?"
    "|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?"
)
_TELLING = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\S+@\S+\.\w+"
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b[a-z]{2}\d{7}[0-9a-z]{6}\b"
    r"|\b\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?\b"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b"
    r"|\b\d{1,2}/\d{1,2}\b"
    r"|\b\d{1,2}[:.]\d{2}\s?(?:u|uur|h|am|pm)?\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|e)?\.?\s(?:of\s)?(?:{_MONTHS})\b\.?(?:,?\s\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\b\.?\s\d{{1,4}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"
    r"|[+(]?\d[\d ()./-]{6,}\d",
    re.IGNORECASE,
)
"""Addresses on the web and of mail, keys, OS IDs, days, months of a year, times of the day, telephone numbers."""


class RemarkCleaner:
    """Takes out what is telling, and the names that are known here: of suppliers, places and people who work here."""

    def __init__(self, names: Iterable[str]) -> None:
        known = {one_line(name).casefold() for name in names}
        longest_first = sorted((name for name in known if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
        parts = "|".join(re.escape(name) for name in longest_first)
        self._names = re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE) if parts else None

    def cleaned(self, remark: str) -> str:
        """The remark on one line without what is telling; empty where nothing is left."""
        text = one_line(remark)
        if self._names is not None:
            text = self._names.sub(CUT, text)
        text = _TELLING.sub(CUT, text)
        return "" if text.replace(CUT, "").strip(" .,;:!?-") == "" else text

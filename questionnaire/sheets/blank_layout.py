"""Which column of a supplier's workbook holds what; a row that is not shown names them, so that they are known again."""

from collections.abc import Iterator

from questionnaire.sheets import blank_words as words
from questionnaire.sheets.blank import in_all, said

FIRST_ROW = 2
"""The first row of the questions, counted from 0: the names of the columns and the heads stand above it."""


class Columns:
    """The places of the columns, counted from 0; there is one for the questions in each language."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.key, self.number = 0, 1
        self.asks = tuple(range(2, 2 + len(languages)))
        self.answer = 2 + len(languages)
        self.reason, self.remark, self.asked, self.figures = (self.answer + place for place in range(1, 5))
        self._languages = languages

    def named(self) -> Iterator[tuple[str, int]]:
        """Every column by name, from the left; `ask:nl` is that of the questions in Dutch."""
        yield from (("key", self.key), ("number", self.number))
        for language, column in zip(self._languages, self.asks, strict=True):
            yield f"ask:{language}", column
        yield from (
            ("answer", self.answer),
            ("reason", self.reason),
            ("remark", self.remark),
            ("asked", self.asked),
            ("figures", self.figures),
        )

    def heads(self, languages: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        """The heads to read, by column."""
        yield self.number, said(words.NUMBER, languages[:1])[0]
        yield from zip(self.asks, said(words.QUESTION, languages), strict=True)
        yield self.answer, in_all(words.ANSWER, languages)
        yield self.reason, in_all(words.REASON, languages)
        yield self.remark, in_all(words.REMARK, languages)

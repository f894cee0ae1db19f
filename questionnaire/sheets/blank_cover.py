"""The first sheet of a supplier's workbook: what it is and how it is filled in, each language in a column of its own."""

from xlsxwriter.worksheet import Worksheet

from questionnaire.sheets import blank_words as words
from questionnaire.sheets.blank import said
from questionnaire.sheets.blank_book import BAND, FAINT, HIGHEST_ROW, SIZE, Book, height_of, print_setup
from questionnaire.sheets.xlsx_page import as_cell


class Cover:
    """The first sheet: what this is and how it is filled in, each language in a column of its own."""

    def __init__(self, book: Book, page: Worksheet, questions: str) -> None:
        self.book = book
        self.page = page
        self.questions = questions
        self.width = 78 if len(book.blank.identity.languages) == 1 else 62
        self.place = 0

    def fill(self) -> None:
        """Write it from the top."""
        blank, page = self.book.blank, self.page
        for column in range(2 * len(blank.title) - 1):
            page.set_column(column, column, 3 if column % 2 else self.width, self.book.format())
        self._line(said(words.TITLE, blank.identity.languages), bold=True, font_size=16)
        self._line(words.made_for(blank), font_color=FAINT)
        self._line(())
        for line in words.why(blank):
            self._line(line)
        self._line(())
        self._line(said(words.HOW, blank.identity.languages), bold=True, font_size=12, bg_color=BAND)
        for number, line in enumerate(words.how(blank, self.questions), 1):
            self._line(tuple(f"{number}. {text}" for text in line))
        print_setup(page, blank, landscape=len(blank.title) > 1)
        page.hide_gridlines(2)
        page.protect()

    def _line(self, texts: tuple[str, ...], **style: str | int | bool) -> None:
        size = int(style.get("font_size", SIZE))
        heights = []
        for column, text in enumerate(texts):
            self.page.write_string(self.place, 2 * column, as_cell(text), self.book.format(**style))
            heights.append(height_of(text, self.width, size, bold="bold" in style))
        self.page.set_row(self.place, min(max(heights, default=8) + 5, HIGHEST_ROW))
        self.place += 1

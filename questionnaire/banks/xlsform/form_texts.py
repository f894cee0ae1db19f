"""The texts of a form in each of its languages: which languages there are, what stands in for a missing one, what is no text."""

import html
import re
from collections import Counter

from questionnaire.banks.model import Text
from questionnaire.banks.xlsform.data import Place
from questionnaire.banks.xlsform.languages import heading_for, language_in
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row, Table
from questionnaire.text import clean
from questionnaire.translation import _

UNNAMED = "en"

_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|html|i|img|li|mark|ol|p|pre|s|small|span|strike"
    r"|strong|style|sub|sup|table|tbody|td|th|tr|tt|u|ul|output)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*<br\b[^<>]*>\s*|</(?:p|div|li|h[1-6]|tr)>\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")


def plain(text: str) -> str:
    """A text without HTML."""
    if "<" not in text and "&" not in text:
        return text
    without = _TAG.sub("", _BREAK.sub("\n", text))
    return clean(html.unescape(without)).strip()


class FormTexts:
    """The languages of a form, the first the one that stands in where another lacks a text."""

    def __init__(self, survey: Table, choices: Table | None, default_language: str, report: Report) -> None:
        self.report = report
        self.names: dict[str, str] = {}
        counted = Counter(
            key.partition("::")[2]
            for row in survey.rows
            for key in row
            if key.startswith(("label::", "hint::"))
        )
        has_unnamed = any("label" in row for row in survey.rows) or not any(counted.values())
        named = [code for code in survey.languages if counted[code]]
        default = language_in(default_language)[0] if default_language else ""
        if has_unnamed:
            self.unnamed = default or (UNNAMED if UNNAMED not in named else named[0])
            codes = [self.unnamed]
        else:
            self.unnamed = default if default in named else named[0]
            codes = [default] if default in named else []
        self.codes = tuple(dict.fromkeys([*codes, *named])) or (UNNAMED,)
        self._tell(survey, choices, counted, has_unnamed and not default and not named)

    def _tell(self, survey: Table, choices: Table | None, counted: Counter[str], is_guess: bool) -> None:
        for table in (survey, choices) if choices else (survey,):
            for code, name in table.languages.items():
                if code not in self.codes:
                    what = _("language '{name}' has no questions").format(name=name)
                    self.report.note(Place(table.name, table.header_row), what, _("left out"))
        if is_guess:
            place = Place(survey.name, survey.header_row)
            what = _("the form does not say which language it is in")
            done = _("taken for {language}; where it is another, change it in the bank file")
            self.report.note(place, what, done.format(language=heading_for(self.codes[0])))

    def text(self, row: Row, column: str) -> Text:
        """The text of a column in every language; empty where there is none in any."""
        found = {
            code: cleaned for code, cell in row.texts(column).items() if (cleaned := self.cleaned(row, cell))
        }
        unnamed = self.cleaned(row, row.text(column))
        if unnamed:
            found.setdefault(self.unnamed if self.unnamed in self.codes else self.codes[0], unnamed)
        return self.complete(found, row, column)

    def complete(self, found: Text, row: Row, column: str) -> Text:
        """The text with the first language that has one in place of those that lack it."""
        first = next((found[code] for code in self.codes if found.get(code)), "")
        if not first:
            return {}
        for code in self.codes:
            if not found.get(code):
                what = _("'{column}' lacks {language} in {{rows}}").format(
                    column=column, language=heading_for(code)
                )
                self.report.note_each(row.place, what, _("the text of another language stands there"))
        return {code: found.get(code) or first for code in self.codes}

    def cleaned(self, row: Row, text: str) -> str:
        """A text without HTML and without references to other answers."""
        if not text:
            return ""
        without = plain(text)
        if without != text and "<" in text:
            self.report.note_each(
                row.place, _("formatting (HTML) in {rows}"), _("left out, the text is kept")
            )
        if "${" in without:
            done = _("the name stands there in square brackets")
            self.report.note_each(row.place, _("another answer is read out in the text in {rows}"), done)
            without = _REFERENCE.sub(lambda match: f"[{match[1]}]", without)
        return without.strip()

    def all(self, text: str) -> Text:
        """One text in every language."""
        return dict.fromkeys(self.codes, text)

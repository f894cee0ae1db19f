"""The lists of choices of a form, and what a question that chooses from one becomes."""

from collections.abc import Sequence

from msgspec import Struct

from questionnaire.banks.model import AnswerType, Choice, Reason, Text
from questionnaire.banks.read import MOST_CHOICES, RESERVED_CHOICES
from questionnaire.banks.xlsform.answer_words import meant_by
from questionnaire.banks.xlsform.form_texts import FormTexts
from questionnaire.banks.xlsform.ids import Ids, in_words
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.table import Row, Table
from questionnaire.translation import _

_OTHER = {
    "en": ("Other", "Which other?"), "nl": ("Anders", "Wat dan?"), "fr": ("Autre", "Lequel ?"), "es": ("Otro", "¿Cuál?"),
    "de": ("Andere", "Welche?"), "pt": ("Outro", "Qual?"), "tr": ("Diğer", "Hangisi?"), "id": ("Lainnya", "Yang mana?"),
}  # fmt: skip


class Chosen(Struct, frozen=True):
    """What a question that chooses becomes: its type, its choices, and the word for each name the form uses."""

    answer: AnswerType
    choices: tuple[Choice, ...] = ()
    words: dict[str, str] = {}


class FormChoices:
    """The lists by name."""

    def __init__(self, table: Table | None, texts: FormTexts, report: Report) -> None:
        self.texts = texts
        self.report = report
        self.lists: dict[str, list[tuple[str, Row]]] = {}
        for row in table.rows if table else ():
            name, word = str(row.text("list_name")), str(row.text("name"))
            label = next(iter(self._label(row, word).values()), "")
            if name and (word or label):
                self.lists.setdefault(name, []).append((word or label, row))

    def chosen(self, list_name: str, *, is_many: bool, or_other: bool, row: Row) -> Chosen:
        """What a question that chooses from a list becomes."""
        rows = self._once(self.lists.get(list_name) or self.lists.get(list_name.replace(" ", "_"), []))
        if not rows:
            what = _("the list '{name}' has no choices").format(name=list_name)
            self.report.note(row.place_of("type"), what, _("asked as a text"))
            return Chosen(AnswerType.TEXT, words={"": ""})
        meant = {
            word: meant_by(word, [str(text) for text in self._label(choice, word).values()])
            for word, choice in rows
        }
        if not is_many and not or_other and self._is_yes_no(list(meant.values())):
            return Chosen(AnswerType.YES_NO, words={word: found for word, found in meant.items() if found})
        return self._from_list(rows, meant, list_name, is_many=is_many, or_other=or_other, row=row)

    def _from_list(
        self,
        rows: list[tuple[str, Row]],
        meant: dict[str, str | None],
        list_name: str,
        *,
        is_many: bool,
        or_other: bool,
        row: Row,
    ) -> Chosen:
        ids = Ids(RESERVED_CHOICES)
        words: dict[str, str] = {}
        choices: list[Choice] = []
        for word, choice in rows:
            reason = meant[word]
            if reason in tuple(Reason):
                words[word] = str(reason)
                what = _("choice '{name}' of '{list}'").format(name=word, list=list_name)
                done = _("it is the reason '{reason}', with which every question can be left").format(
                    reason=reason
                )
                self.report.note(choice.place, what, done)
                continue
            words[word] = ids.new(word, f"choice-{choice.number}")
            if words[word] != word:
                self.report.names.setdefault(f"{list_name}: {word}", words[word])
            label = self._label(choice, word) or self.texts.all(in_words(word) or word)
            choices.append(Choice(words[word], label))
        if or_other and "other" not in words:
            words["other"] = ids.new("other", "other")
            choices.append(Choice(words["other"], other_texts(self.texts.codes)[0]))
        return self._by_number(choices, words, list_name, is_many=is_many, row=row)

    def _by_number(
        self, choices: Sequence[Choice], words: dict[str, str], list_name: str, *, is_many: bool, row: Row
    ) -> Chosen:
        """How a question with so many choices is asked."""
        place = row.place_of("type")
        if len(choices) > MOST_CHOICES:
            what = _("'{list}' has {count} choices").format(list=list_name, count=len(choices))
            done = _("asked as a text: more than {limit} cannot be chosen by a key").format(
                limit=MOST_CHOICES
            )
            self.report.note(place, what, done)
            return Chosen(AnswerType.TEXT, words={"": ""})
        if not choices:
            self.report.note(
                place,
                _("'{list}' holds reasons for no answer alone").format(list=list_name),
                _("asked as a text"),
            )
            return Chosen(AnswerType.TEXT, words={"": ""})
        if len(choices) == 1:
            what = _("'{list}' has one choice").format(list=list_name)
            self.report.note(place, what, _("asked as a yes or no: whether it is chosen"))
            only = choices[0].id
            return Chosen(
                AnswerType.YES_NO,
                words={name: "yes" if word == only else word for name, word in words.items()},
            )
        return Chosen(AnswerType.CHOICES if is_many else AnswerType.CHOICE, tuple(choices), words)

    def _once(self, rows: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
        """The choices, of two with one name the first."""
        found: dict[str, Row] = {}
        for word, row in rows:
            if word in found:
                what = _("choice '{name}' stands twice in its list, in {{rows}}").format(name=word)
                self.report.note_each(row.place, what, _("the first is kept"))
            found.setdefault(word, row)
        return list(found.items())

    def _label(self, row: Row, word: str) -> Text:
        return self.texts.text(row, "label")

    def _is_yes_no(self, meant: Sequence[str | None]) -> bool:
        plain = [word for word in meant if word in ("yes", "no", "partly")]
        others = [word for word in meant if word not in ("yes", "no", "partly", *Reason)]
        return not others and sorted(plain) in (["no", "yes"], ["no", "partly", "yes"])


def other_texts(codes: Sequence[str]) -> tuple[Text, Text]:
    """`Other` as a choice and `Which other?` as a question, in each language; in English where we do not know it."""
    known = {code: _OTHER.get(code, _OTHER["en"]) for code in codes}
    return {code: pair[0] for code, pair in known.items()}, {code: pair[1] for code, pair in known.items()}

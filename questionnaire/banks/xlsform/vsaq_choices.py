"""What a VSAQ item asks for: its type of answer, its choices, and the word for each id that conditions use."""

from questionnaire.banks.model import AnswerType, Choice
from questionnaire.banks.read import MOST_CHOICES, RESERVED_CHOICES
from questionnaire.banks.xlsform.data import Place
from questionnaire.banks.xlsform.form_choices import Chosen
from questionnaire.banks.xlsform.form_texts import plain
from questionnaire.banks.xlsform.ids import Ids, as_id, in_words
from questionnaire.banks.xlsform.loose_json import JsonObject
from questionnaire.banks.xlsform.report import Report
from questionnaire.translation import _

_TYPES = {"radiogroup": AnswerType.CHOICE, "checkgroup": AnswerType.CHOICES}


def choosing(item: JsonObject, place: Place, report: Report) -> Chosen:
    """How the question of an item is answered."""
    kind, name = str(item.get("type")), str(item.get("id") or "")
    if kind in ("line", "box"):
        return Chosen(AnswerType.TEXT)
    if kind in ("yesno", "check", "radio"):
        return Chosen(
            AnswerType.YES_NO, words={name: "yes", f"{name}/yes": "yes", f"{name}/no": "no"} if name else {}
        )
    pairs = _choices(item)
    if len(pairs) > MOST_CHOICES or not pairs:
        what = _("'{list}' has {count} choices").format(list=name, count=len(pairs))
        report.note(place, what, _("asked as a text"))
        return Chosen(AnswerType.TEXT, words={"": ""})
    if len(pairs) == 1:
        what = _("'{list}' has one choice").format(list=name)
        report.note(place, what, _("asked as a yes or no: whether it is chosen"))
        return Chosen(AnswerType.YES_NO, words={pairs[0][0]: "yes"})
    start = _common_start([choice for choice, _label in pairs])
    ids = Ids(RESERVED_CHOICES)
    words = {
        choice: ids.new(as_id(choice)[len(start) :], f"choice-{number}")
        for number, (choice, _label) in enumerate(pairs, 1)
    }
    choices = tuple(Choice(words[choice], {"en": label}) for choice, label in pairs)
    report.names |= {choice: word for choice, word in words.items() if choice != word}
    return Chosen(_TYPES[kind], choices, words)


def _choices(item: JsonObject) -> list[tuple[str, str]]:
    """Id and label of each choice; of two with one id the first."""
    found: dict[str, str] = {}
    given = item.get("choices")
    for part in given if isinstance(given, list) else []:
        if isinstance(part, JsonObject):
            for name, label in part.items():
                found.setdefault(
                    name,
                    plain(label)
                    if isinstance(label, str) and plain(label)
                    else in_words(name) or name or "-",
                )
    return list(found.items())


def _common_start(names: list[str]) -> str:
    """What the ids of all choices start with, up to a hyphen: they are long, as they are unique in the whole file."""
    ids = [as_id(name) for name in names]
    start = ids[0]
    while start and not all(one.startswith(start) and len(one) > len(start) for one in ids):
        start = start.rstrip("-").rpartition("-")[0]
        start = f"{start}-" if start else ""
    return start if start.endswith("-") else ""

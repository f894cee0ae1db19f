"""The text of a new bank: small, in order, with a comment wherever an editor will wonder. Its questions are an example."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from questionnaire.banks.fields import ID
from questionnaire.banks.model import Theme
from questionnaire.translation import _

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WIDTH = 100

_TEXTS = {
    "title": {"en": "A question bank of our own", "nl": "Een eigen vragenlijst"},
    "about": {
        "en": "Where the questions come from, and what they are for.",
        "nl": "Waar de vragen vandaan komen, en waar zij voor zijn.",
    },
    "union": {"en": "The union at the site", "nl": "De vakbond op de locatie"},
    "intro": {
        "en": "Ask what was done, by whom and when.",
        "nl": "Vraag wat er is gedaan, door wie en wanneer.",
    },
    "workers-total": {
        "en": "How many people work at this site?",
        "nl": "Hoeveel mensen werken op deze locatie?",
    },
    "people": {"en": "people employed", "nl": "mensen in dienst"},
    "union-present": {
        "en": "Is there a trade union at this site?",
        "nl": "Is er een vakbond op deze locatie?",
    },
    "union-present-listen": {
        "en": "The name of the union, and since when.",
        "nl": "De naam van de vakbond, en sinds wanneer.",
    },
    "evidence": {"en": "certificate of registration", "nl": "bewijs van inschrijving"},
    "no-union": {"en": "Nobody speaks for the workers.", "nl": "Niemand spreekt namens de werknemers."},
    "no-union-next": {
        "en": "Ask the union in that country why there is none.",
        "nl": "Vraag de vakbond in dat land waarom er geen is.",
    },
    "claim": {"en": "A yes with nothing to show for it.", "nl": "Een ja waar niets voor is getoond."},
    "claim-next": {"en": "Ask for the certificate.", "nl": "Vraag het bewijs van inschrijving op."},
    "union-members": {"en": "How many workers are members?", "nl": "Hoeveel werknemers zijn lid?"},
    "members": {"en": "union members", "nl": "leden van de bond"},
    "representatives-chosen": {
        "en": "How did the worker representatives get their seats?",
        "nl": "Hoe kwamen de werknemersvertegenwoordigers aan hun zetel?",
    },
    "secret-ballot": {"en": "By secret ballot", "nl": "Door een geheime stemming"},
    "show-of-hands": {"en": "By show of hands", "nl": "Door handopsteken"},
    "named-by-management": {"en": "Named by the management", "nl": "Aangewezen door de directie"},
    "named": {
        "en": "Representatives the management names are no representatives of workers.",
        "nl": "Wie door de directie is aangewezen, vertegenwoordigt de werknemers niet.",
    },
    "named-next": {"en": "Agree on a date for an election.", "nl": "Spreek een datum voor verkiezingen af."},
    "more-members": {
        "en": "There are more members than workers.",
        "nl": "Er zijn meer leden dan werknemers.",
    },
    "more-members-ask": {
        "en": "Does that count hold people who have left?",
        "nl": "Zitten daar mensen bij die al weg zijn?",
    },
}


def bank_id_of(name: str) -> str:
    """An id made of the name of a file."""
    word = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return word if ID.fullmatch(word) else "my-bank"


def new_bank(name: str, languages: Sequence[str]) -> str:
    """The text of a bank with that id, its comments in the tool's language.

    A language for which there is no example gets the English text behind its code, to be translated.
    """
    return "\n".join(_Writer(languages).lines(name)) + "\n"


class _Writer:
    """Writes one bank, a line at a time."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages

    def lines(self, name: str) -> Iterator[str]:
        yield from _comment(_("A question bank. Change what stands here, save, and check the file with:"))
        yield f"#   questionnaire bank check {name}.yaml"
        yield from _comment(_("See it as in a call, and again whenever you save, with:"))
        yield f"#   questionnaire bank try {name}.yaml"
        yield from _comment(_("Indent with spaces. What stands behind a # is for you alone."))
        yield f"bank: {name}"
        yield from _comment(_("Raised with every change that others are to use; in quotes."))
        yield 'version: "0.1"'
        yield from _comment(
            _("Every text is written in each of these; the first is the one to fall back on.")
        )
        yield f"languages: [{', '.join(self.languages)}]"
        yield from self.text("title", "title")
        yield from _comment(_("Who keeps this bank: take away the # and write it here."))
        yield "# publisher: ..."
        yield from _comment(_("Which theme it is about, one of: {themes}.").format(themes=", ".join(Theme)))
        yield f"# theme: {Theme.FREEDOM_OF_ASSOCIATION}"
        yield from _comment(_("Shown when an interview starts."))
        yield from self.text("about", "about")
        yield ""
        yield from _comment(_("Questions are asked in the order of this file, section by section."))
        yield "sections:"
        yield "  - id: union"
        yield from _indented(self.section(), 4)
        yield ""
        yield from _comment(_("Answers that do not fit together, and what to ask then."))
        yield "checks:"
        yield "  - id: more-members-than-workers"
        yield from _indented(self.check(), 4)

    def section(self) -> Iterator[str]:
        yield from self.text("title", "union")
        yield from _comment(_("Read by the buyer before the first question."))
        yield from self.text("intro", "intro")
        yield "questions:"
        for question in (self.workers(), self.union(), self.chosen()):
            first, *rest = question
            yield f"  - {first}"
            yield from _indented(rest, 4)

    def workers(self) -> Iterator[str]:
        yield "id: workers-total"
        yield from self.text("ask", "workers-total")
        yield from _comment(_("A number; the answers a question can have are listed in the guide."))
        yield "answer: number"
        yield "whole: true"
        yield "min: 1"
        yield from self.text("unit", "people")

    def union(self) -> Iterator[str]:
        yield "id: union-present"
        yield from self.text("ask", "union-present")
        yield from _comment(_("Answered with yes, partly or no."))
        yield "answer: yes-no"
        yield from _comment(_("What a real answer sounds like; seen by the buyer alone."))
        yield from self.text("listen_for", "union-present-listen")
        yield from _comment(_("What to ask to see, a list for each language."))
        yield "evidence:"
        yield from (f"  {language}: [{self.words('evidence', language)}]" for language in self.languages)
        yield from _comment(_("Part of the short form, for a first call."))
        yield "short_form: true"
        yield from _comment(_("Answers that need follow-up: why it matters, and what to do after the call."))
        yield "flags:"
        yield from self.flag("no", "high", "no-union")
        yield from _comment(_("A claim: flagged until something was seen or received for it."), "  ")
        yield from self.flag("yes", "medium", "claim", "without: evidence")
        yield from _comment(_("Asked at once, under the question, where the answer calls for it."))
        yield "probes:"
        yield "  - when: [yes, partly]"
        yield "    questions:"
        yield "      - id: union-members"
        yield from _indented(self.text("ask", "union-members"), 8)
        yield from _indented(("answer: number", "whole: true", "min: 0"), 8)
        yield from _indented(self.text("unit", "members"), 8)

    def chosen(self) -> Iterator[str]:
        yield "id: representatives-chosen"
        yield from self.text("ask", "representatives-chosen")
        yield from _comment(_("One of the choices; `choices` would allow several."))
        yield "answer: choice"
        yield "choices:"
        for name in ("secret-ballot", "show-of-hands", "named-by-management"):
            yield f"  - id: {name}"
            yield from _indented(self.text("label", name), 4)
        yield from _comment(_("Asked only where this holds."))
        yield "ask_if: {workers-total: {at_least: 50}}"
        yield "flags:"
        yield from self.flag("named-by-management", "high", "named")

    def flag(self, when: str, severity: str, name: str, *more: str) -> Iterator[str]:
        yield f"  - when: {when}"
        yield from _indented((*more, f"severity: {severity}"), 4)
        yield from _indented(self.text("because", name), 4)
        yield from _indented(self.text("next_step", f"{name}-next"), 4)

    def check(self) -> Iterator[str]:
        yield "when: {union-members: {above: workers-total}}"
        yield "severity: medium"
        yield from self.text("because", "more-members")
        yield from self.text("ask_next", "more-members-ask")

    def text(self, key: str, name: str) -> Iterator[str]:
        """A text in every language of the bank."""
        yield f"{key}:"
        yield from (f"  {language}: {self.words(name, language)}" for language in self.languages)

    def words(self, name: str, language: str) -> str:
        """A text in one language."""
        return _TEXTS[name].get(language) or f"({language}) {_TEXTS[name]['en']}"


def _comment(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ", break_on_hyphens=False
    )


def _indented(lines: Iterable[str], depth: int) -> Iterator[str]:
    return (f"{' ' * depth}{line}" if line else "" for line in lines)

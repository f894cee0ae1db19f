"""Beside the question, for the buyer alone: what a real answer sounds like, what to ask to see, the law in this country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from questionnaire.banks.model import Bank, Question
from questionnaire.terminal.shown import QUIET
from questionnaire.terminal.widgets.changing import ChangingText
from questionnaire.translation import N_, _, language_in_use

if TYPE_CHECKING:
    from questionnaire.reference.countries import Countries, Country


REGIME_WORDS = {
    "plural": N_("several unions allowed"),
    "single-legal-union": N_("one legal union"),
    "severe-restriction": N_("unions severely restricted"),
    "suspended": N_("union rights suspended"),
}


class Guidance(VerticalScroll, can_focus=False):
    """Shows the guidance of one question and the facts of one country."""

    def compose(self) -> list[Widget]:
        """One text that scrolls."""
        return [ChangingText(markup=False)]

    def show(
        self, bank: Bank, question: Question, language: str, country: Country | None, countries: Countries
    ) -> None:
        """Show another question's guidance."""
        parts: list[Content] = []
        if question.listen_for:
            parts.append(_part(_("Listen for"), bank.in_language(question.listen_for, language)))
        pieces = question.evidence.get(language) or question.evidence.get(bank.languages[0], ())
        if pieces:
            parts.append(_part(_("Ask to see"), " · ".join(pieces)))
        if question.based_on:
            parts.append(_part(_("Based on"), " · ".join(question.based_on)))
        if country is not None:
            parts += _country_parts(country, countries)
        self.query_one(ChangingText).update(Content("\n\n").join(parts))
        self.scroll_home(animate=False)


def _part(title: str, text: str) -> Content:
    return Content.assemble((title, "bold"), "\n", text)


def _country_parts(country: Country, countries: Countries) -> list[Content]:
    spoken = language_in_use()
    parts = [
        Content.assemble((country.name.get(spoken, country.code), "bold"), "\n", " · ".join(_facts(country)))
    ]
    if country.warning:
        warning = Content.assemble(("! " + _("Take care"), "bold"), "\n", country.warning.get(spoken, ""))
        parts.insert(0, warning)
    for note in country.law:
        source = _("as of {date}, source: {source}").format(date=note.as_of, source=note.source)
        parts.append(Content.assemble(note.text.get(spoken, ""), "\n", (source, QUIET)))
    parts.append(Content(_("Ratified is not the same as practised.")))
    sources = {
        f"{fact.source}, {fact.as_of}": countries.fact_notes.get(fact.name, {}).get(spoken, "")
        for fact in country.facts.values()
    }
    told = "\n".join(f"{source} {note}".strip() for source, note in sources.items() if source[0] != ",")
    parts.append(Content.styled(told, QUIET))
    return parts


def _facts(country: Country) -> Iterator[str]:
    """What is known of the conventions and the rating, in short."""
    for name in ("c87", "c98", "c135", "c154"):
        value = country.value_of(name)
        if value is None and name not in ("c87", "c98"):
            continue
        known = _("unknown") if value is None else _("not ratified") if value == "no" else str(value)
        yield f"{name.upper()} {known}"
    yield _("rating {rating}").format(rating=country.value_of("rating") or _("unknown"))
    regime = country.value_of("union_regime")
    if regime is not None:
        yield _(REGIME_WORDS.get(str(regime), str(regime)))

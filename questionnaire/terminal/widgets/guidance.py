"""Beside the question, for the buyer alone: what a real answer sounds like, what to ask to see, the law in this country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from questionnaire.banks.model import Bank, Question
from questionnaire.terminal.shown import QUIET
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.reference.countries import Countries, Country


class Guidance(VerticalScroll, can_focus=False):
    """Shows the guidance of one question and the facts of one country."""

    def compose(self) -> list[Widget]:
        """One text that scrolls."""
        return [Static(markup=False)]

    def show(self, bank: Bank, question: Question, language: str, country: Country | None, countries: Countries) -> None:
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
        self.query_one(Static).update(Content("\n\n").join(parts))
        self.scroll_home(animate=False)


def _part(title: str, text: str) -> Content:
    return Content.assemble((title, "bold"), "\n", text)


def _country_parts(country: Country, countries: Countries) -> list[Content]:
    spoken = language_in_use()
    facts = []
    for name in ("c87", "c98", "c135", "c154", "rating", "union_regime"):
        fact = country.facts.get(name)
        title = countries.fact_titles.get(name, {}).get(spoken, name)
        value = _("unknown") if fact is None else _not_ratified(fact.value)
        if fact is not None or name in ("c87", "c98", "rating"):
            facts.append(f"{title}: {value}")
    dates = sorted({fact.as_of for fact in country.facts.values()})
    sources = " · ".join(dict.fromkeys(fact.source for fact in country.facts.values()))
    told = Content.assemble(
        (country.name.get(spoken, country.code), "bold"), "\n", "\n".join(facts), "\n",
        (_("as of {dates}, source: {sources}").format(dates=", ".join(dates), sources=sources) if facts and sources else "", QUIET),
    )  # fmt: skip
    parts = [told, Content.styled(_("Ratified is not practised."), QUIET)]
    for note in country.law:
        source = _("as of {date}, source: {source}").format(date=note.as_of, source=note.source)
        parts.append(Content.assemble(note.text.get(spoken, ""), "\n", (source, QUIET)))
    if country.warning:
        parts.insert(0, Content.assemble(("! " + _("Take care"), "bold $text-error"), "\n", country.warning.get(spoken, "")))
    return parts


def _not_ratified(value: int | str) -> str:
    return _("no") if value == "no" else str(value)

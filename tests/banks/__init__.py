"""Tiny banks for tests, written where they are needed."""

from textwrap import dedent, indent

from questionnaire.banks.mistakes import Mistake
from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank

HEAD = 'bank: tiny\nversion: "1.0"\nlanguages: [en]\ntitle: Tiny\n'
"""The head of a bank in one language, so that a text needs no mapping."""

SECTION = "sections:\n  - id: only\n    title: Only\n    questions:\n"
"""The head of a bank's one section; questions follow from the sixth column on."""

SMALL = """\
bank: small
version: "1.0"
languages: [en, nl]
title: {en: A small bank, nl: Een kleine vragenlijst}
figures:
  density: {title: {en: Members among workers, nl: Leden onder werknemers}, percent: members, of: workers}
sections:
  - id: union
    title: {en: The union, nl: De vakbond}
    questions:
      - id: union-present
        ask: {en: Is there a union?, nl: Is er een vakbond?}
        answer: yes-no
        short_form: true
        flags:
          - when: no
            severity: high
            because: {en: Nobody speaks for the workers., nl: Niemand spreekt namens de werknemers.}
            next_step: {en: Ask a union., nl: Vraag een vakbond.}
          - {when: yes, without: evidence, severity: medium, because: {en: Nothing shown., nl: Niets getoond.}}
        probes:
          - when: [yes, partly]
            questions:
              - id: union-name
                ask: {en: Which one?, nl: Welke?}
                answer: text
              - id: members
                ask: {en: How many members?, nl: Hoeveel leden?}
                answer: number
                whole: true
                min: 0
                unit: {en: members, nl: leden}
      - id: chosen
        ask: {en: How were the representatives chosen?, nl: Hoe zijn de vertegenwoordigers gekozen?}
        answer: choice
        choices:
          - {id: secret-ballot, label: {en: By secret ballot, nl: Geheime stemming}}
          - {id: named, label: {en: Named by the management, nl: Aangewezen door de directie}}
  - id: workforce
    title: {en: Workers, nl: Werknemers}
    questions:
      - id: workers
        ask: {en: How many workers?, nl: Hoeveel werknemers?}
        answer: number
        whole: true
        min: 1
      - id: women
        ask: {en: Which share are women?, nl: Welk deel is vrouw?}
        answer: percentage
      - id: languages-spoken
        ask: {en: Which languages?, nl: Welke talen?}
        answer: choices
        choices:
          - {id: bengali, label: {en: Bengali, nl: Bengaals}}
          - {id: english, label: {en: English, nl: Engels}}
          - {id: other, label: {en: Other, nl: Anders}}
      - id: agreement-date
        ask: {en: Since when is there an agreement?, nl: Sinds wanneer is er een cao?}
        answer: date
checks:
  - id: more-members-than-workers
    when: {density: {above: 100}}
    severity: medium
    because: {en: More members than workers., nl: Meer leden dan werknemers.}
    ask_next: {en: Which count is right?, nl: Welk aantal klopt?}
"""
"""A bank in two languages with every type of answer, flags, a claim, probes, a figure and a check."""


def bank_text(questions: str, more: str = "") -> str:
    """A whole bank file around a YAML list of questions; `more` stands before the sections (figures, checks)."""
    return HEAD + dedent(more) + SECTION + indent(dedent(questions), " " * 6)


def bank_of(text: str, more: str = "") -> Bank:
    """The bank in a text: a whole file, or, where it does not start with `bank:`, the questions of its one section."""
    whole = dedent(text) if dedent(text).lstrip().startswith("bank:") else bank_text(text, more)
    bank, mistakes = parse_bank(whole.encode())
    told = "\n".join(f"{mistake.line}:{mistake.column} {mistake.message}" for mistake in mistakes)
    assert bank is not None, f"{told}\n{whole}"
    return bank


def mistakes_in(text: str, more: str = "") -> tuple[Mistake, ...]:
    """The mistakes in a text, as `bank_of` takes it."""
    whole = dedent(text) if dedent(text).lstrip().startswith("bank:") else bank_text(text, more)
    bank, mistakes = parse_bank(whole.encode())
    assert (bank is None) is bool(mistakes)
    return mistakes

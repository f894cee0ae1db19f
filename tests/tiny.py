"""A bank small enough to keep in mind, with one of everything, for tests that need a bank and not this or that one."""

from pathlib import Path

from questionnaire.banks.model import Bank
from questionnaire.banks.read import parse_bank

TINY = """\
bank: tiny
version: "1"
languages: [en, nl]
title: {en: Tiny, nl: Klein}
figures:
  density: {title: {en: Members, nl: Leden}, percent: members, of: workers-total}
sections:
  - id: union
    title: {en: Union, nl: Vakbond}
    questions:
      - id: workers-total
        ask: {en: How many workers?, nl: Hoeveel werknemers?}
        answer: number
        whole: true
        min: 0
        short_form: true
      - id: union-present
        ask: {en: Is there a union?, nl: Is er een vakbond?}
        answer: yes-no
        short_form: true
        flags:
          - {when: no, severity: high, because: {en: No union., nl: Geen vakbond.}}
          - {when: yes, without: evidence, severity: medium, because: {en: A claim., nl: Een bewering.}}
          - {when: refused, severity: low, because: {en: Refused., nl: Geweigerd.}}
        probes:
          - when: [yes, partly]
            questions:
              - id: members
                ask: {en: How many members?, nl: Hoeveel leden?}
                answer: number
                flags:
                  - {when: {density: {above: 100}}, severity: low, because: {en: Too many., nl: Te veel.}}
              - {id: union-name, ask: {en: Its name?, nl: De naam?}, answer: text}
      - id: chosen
        ask: {en: How were they chosen?, nl: Hoe zijn ze gekozen?}
        answer: choice
        choices:
          - {id: ballot, label: {en: By ballot, nl: Met stembiljetten}}
          - {id: named, label: {en: Named, nl: Aangewezen}}
        ask_if: {union-present: {not: no}}
      - id: kinds
        ask: {en: Which bodies?, nl: Welke organen?}
        answer: choices
        choices:
          - {id: council, label: {en: Council, nl: Raad}}
          - {id: committee, label: {en: Committee, nl: Commissie}}
      - {id: since, ask: {en: Since when?, nl: Sinds wanneer?}, answer: date}
checks:
  - id: named-yet-free
    when: {union-present: yes, chosen: named}
    severity: high
    because: {en: These do not fit., nl: Dit past niet.}
    ask_next: {en: Who named them?, nl: Wie wees ze aan?}
"""


def bank_of(text: str) -> Bank:
    """The bank that a file with this text holds, which must be in order."""
    bank, mistakes = parse_bank(text.encode())
    assert bank is not None, mistakes
    return bank


def tiny_banks(folder: Path) -> Path:
    """A folder of banks with the tiny one in it."""
    folder.mkdir(exist_ok=True)
    (folder / "tiny.yaml").write_text(TINY, encoding="utf-8")
    return folder

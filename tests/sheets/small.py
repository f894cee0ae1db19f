"""A small bank and the sheets of interviews on it: an ordinary one, and one with hostile text wherever text can stand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from questionnaire.banks.model import Bank, Reason, Respondent
from questionnaire.banks.read import parse_bank
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.findings import findings_of
from questionnaire.interviews.walk import Context, Walk
from questionnaire.sheets.making import AfterCall, sheet_of
from questionnaire.sheets.sheet import Sheet, SheetInterview, SheetSupplier

BANK = """
bank: small
version: "1.2"
languages: [en, nl]
title: {en: Worker representation, nl: Werknemersvertegenwoordiging}
publisher: the questionnaire project
about: {en: A bank made for a test., nl: Een lijst voor een test.}
figures:
  density: {title: {en: Union members among workers, nl: Vakbondsleden}, percent: members, of: workers}
sections:
  - id: people
    title: {en: The people, nl: De mensen}
    questions:
      - {id: workers, ask: {en: How many people work here?, nl: Hoeveel mensen werken hier?}, answer: number,
         unit: {en: people, nl: mensen}, whole: true, short_form: true, listen_for: {en: A payroll., nl: Een loonlijst.}}
      - {id: members, ask: {en: How many are union members?, nl: Hoeveel zijn er lid?}, answer: number}
      - {id: women, ask: {en: Which share are women?, nl: Welk deel is vrouw?}, answer: percentage}
  - id: seats
    title: {en: How seats are filled, nl: Hoe zetels worden bezet}
    questions:
      - id: chosen
        ask: {en: How did the representatives get their seats?, nl: Hoe kwamen zij aan hun zetel?}
        answer: choice
        choices:
          - {id: secret-ballot, label: {en: By secret ballot, nl: Geheime stemming}}
          - {id: named, label: {en: Named by management, nl: Benoemd door de directie}}
        flags:
          - when: named
            severity: high
            because: {en: Nobody chose them., nl: Niemand heeft hen gekozen.}
            next_step: {en: Ask for an election., nl: Vraag om verkiezingen.}
          - when: secret-ballot
            without: evidence
            severity: low
            because: {en: Nothing was shown., nl: Er is niets getoond.}
        probes:
          - when: secret-ballot
            questions:
              - id: last-ballot
                ask: {en: When was the last ballot?, nl: Wanneer was de laatste stemming?}
                answer: date
                probes:
                  - when: answered
                    questions:
                      - {id: counted-by, ask: {en: Who counted?, nl: Wie telde?}, answer: text}
          - when: named
            questions:
              - {id: named-why, ask: {en: Why?, nl: Waarom?}, answer: text}
      - id: topics
        ask: {en: What do they talk about?, nl: Waarover praten zij?}
        answer: choices
        choices:
          - {id: wages, label: {en: Wages, nl: Loon}}
          - {id: hours, label: {en: Hours, nl: Werktijden}}
      - {id: minutes, ask: {en: Are there minutes?, nl: Zijn er notulen?}, answer: yes-no}
      - {id: refusal, ask: {en: May we see them?, nl: Mogen we ze zien?}, answer: yes-no}
checks:
  - id: more-members-than-workers
    when: {density: {above: 100}}
    severity: medium
    because: {en: There are more members than workers., nl: Er zijn meer leden dan werknemers.}
    ask_next: {en: Who is counted?, nl: Wie is geteld?}
"""

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "; =1+1;=2+2",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "[bold]red[/bold] [link](https://evil.example) ![picture](https://evil.example/x.png)",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\u202etxet desrever\u202c \u2066isolated\u2069",
    "first\nsecond\r\n\r\n# third\n- fourth\n    fifth\n===\n1. sixth\n> seventh\n```",
    "pipe | pipe \\| `code` ``` *star* _under_ ~~gone~~ $x$ &amp; &#60; <!-- -->",
    "https://evil.example www.evil.example evil.example mailto:a@evil.example a@evil.example @someone",
    "nul \x00 bell \x07 delete \x7f c1 \x9b31m \ufffe \uffff",
    "lone \ud800 surrogate",
    "_x0041_ quote \" ' comma , semicolon ; &G &P",
    "工厂工会代表 " * 30,
    "long " * 2_000,
    "x" * 10_000,
)
"""Text that is more than text to a terminal, a browser, a spreadsheet or Markdown."""

STARTED = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
FINISHED = datetime(2026, 5, 4, 9, 15, tzinfo=UTC)
EXPORTED = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

SUPPLIER = SheetSupplier(
    "Voorbeeld Knit", "BD", "Bangladesh", "1 Example Road, Voorbeeldstad", "BD2020021QK28YZ", 1200
)

ANSWERS = {
    "workers": Answer(
        12_500, note="With the guards.", evidence=(Evidence(EvidenceState.SEEN, "payroll of April"),)
    ),
    "members": Answer(3_125),
    "women": Answer(reason=Reason.UNKNOWN),
    "chosen": Answer("secret-ballot", evidence=(Evidence(EvidenceState.PROMISED, "ballot papers"),)),
    "last-ballot": Answer("2025-11"),
    "counted-by": Answer("Two workers.\nThe foreman looked on.", marked=True),
    "named-why": Answer("No longer asked."),
    "topics": Answer(("wages", "hours")),
    "refusal": Answer(reason=Reason.REFUSED, evidence=(Evidence(EvidenceState.REFUSED),)),
}


def bank_of(text: str = BANK) -> Bank:
    bank, mistakes = parse_bank(text.encode())
    assert bank is not None, mistakes
    return bank


def sheet_with(
    answers: Mapping[str, Answer] = ANSWERS,
    *,
    supplier: SheetSupplier = SUPPLIER,
    respondent: Respondent = Respondent.MANAGEMENT,
    language: str | None = None,
    finished: bool = True,
    short_form: bool = False,
    bank: Bank | None = None,
    after: AfterCall | None = None,
) -> Sheet:
    context = Context(respondent, date(2026, 5, 4), short_form=short_form, country=supplier.country)
    walk = Walk(bank or bank_of(), context)
    interview = SheetInterview(
        key="0196a1b2-0000-7000-8000-000000000001",
        round="2026",
        respondent=respondent,
        language="en",
        short_form=short_form,
        started_at=STARTED,
        finished_at=FINISHED if finished else None,
        exported_at=EXPORTED,
    )
    findings = findings_of(walk, answers)
    return sheet_of(
        walk,
        answers,
        findings,
        supplier=supplier,
        interview=interview,
        digest="f" * 64,
        language=language,
        after=after,
    )


def hostile_bank() -> Bank:
    """As many text questions as there are hostile texts; the labels of the bank are hostile as well."""
    from questionnaire.banks.model import AnswerType, Question, Section

    questions = tuple(
        Question(f"q{number}", {"en": f"{text[:300]}"}, AnswerType.TEXT)
        for number, text in enumerate(HOSTILE)
    )
    return Bank(
        id="hostile",
        version="1",
        languages=("en",),
        title={"en": HOSTILE[7]},
        sections=tuple(
            Section(f"s{number}", {"en": text[:80]}, questions[number :: len(HOSTILE)])
            for number, text in enumerate(HOSTILE)
        ),
        about={"en": HOSTILE[13]},
    )


def hostile_sheet() -> Sheet:
    """Every hostile text as a question, an answer, a note, evidence, and in the supplier's name and address."""
    answers = {
        f"q{number}": Answer(
            text,
            note=text,
            evidence=tuple(Evidence(state, text) for state in EvidenceState),
            marked=number % 2 == 0,
        )
        for number, text in enumerate(HOSTILE)
    }
    supplier = SheetSupplier(
        "=1+1 <b>Voorbeeld</b> | &G Knit", "BD", "=Bangladesh", "\n".join(HOSTILE[:18]), "=1+1", -5
    )
    return sheet_with(answers, supplier=supplier, bank=hostile_bank())

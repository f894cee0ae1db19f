"""`questionnaire interview voices`: what the respondents of a round said, side by side, and where they contradict one another."""

import argparse
from typing import TYPE_CHECKING

from questionnaire.commands.arguments import add_supplier
from questionnaire.commands.opening import language_to_read, opened
from questionnaire.commands.output import at_local_time, put, put_json, put_table, put_wrapped
from questionnaire.commands.parser import Subcommands, add_command, add_json_option
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionnaire.banks.model import Text
    from questionnaire.commands.parser import Parser
    from questionnaire.interviews.disagreement import Said, Voice
    from questionnaire.interviews.findings import Finding
    from questionnaire.interviews.voices import VoiceRow, VoiceTable
    from questionnaire.rooms.round_voices import RoundVoices

_LONGEST_CELL = 48


def add_voices(commands: "Subcommands[Parser]") -> None:
    """Add the command."""
    about = _(
        "the answers of a round side by side, and where respondents contradict one another; confidential"
    )
    parser = add_command(commands, "voices", about, voices)
    add_supplier(parser)
    parser.add_argument("--round", metavar="NAME", help=_("an earlier round than the last"))
    parser.add_argument("--bank", metavar="BANK", help=_("only the interviews on this bank"))
    parser.set_defaults(takes_bank_language=True)
    add_json_option(parser)


def voices(args: argparse.Namespace) -> int:
    """Print the voices of a round."""
    with opened(args) as workspace:
        held = workspace.voices(args.supplier, args.round)
    tables = _tables(held, args.bank)
    if args.json:
        put_json(_as_data(held, tables, args.language))
        return 0
    put(
        _("{supplier}, round {round}").format(
            supplier=one_line(held.supplier.name), round=one_line(held.round)
        )
    )
    put_wrapped(_("Confidential: {why}").format(why=caution()))
    for table in tables:
        _put_table(table, language_to_read(table.bank, args.language))
    return 0


def caution() -> str:
    """Why the supplier must not get to see it."""
    return _(
        "what anybody but the management said, and that they were asked at all, must never reach the supplier."
    )


def _tables(held: "RoundVoices", bank: str | None) -> "Sequence[VoiceTable]":
    from questionnaire.errors import NotFoundError

    if bank is None:
        return held.tables
    found = [table for table in held.tables if table.bank.id == one_line(bank)]
    if not found:
        message = _("No interview of round {round} was held on a bank '{bank}'.")
        known = ", ".join(table.bank.id for table in held.tables)
        raise NotFoundError(
            message.format(round=held.round, bank=one_line(bank)[:60]),
            _("There are: {known}.").format(known=known),
        )
    return found


def _put_table(table: "VoiceTable", language: str) -> None:
    from questionnaire.banks.roles import ROLE_WORDS

    title = one_line(table.bank.in_language(table.bank.title, language))
    put("", f"{title} {table.bank.version}")
    for voice in table.left_out:
        put_wrapped(_left_out(voice))
    if table.answered:
        heads = [_(ROLE_WORDS[voice.respondent]) for voice in table.voices]
        put_table((_("question"), *heads, _("differs")), [_row(row, language) for row in table.answered])
    else:
        put(_("Nothing has been answered yet."))
    if table.disagreements:
        put("", _("Where they contradict one another"))
    elif len(table.voices) > 1:
        put(_("Nowhere do they contradict one another."))
    else:
        put(_("Nobody else has been asked yet, so there is nothing to compare."))
    numbers = {row.question.id: row.step.number for row in table.rows}
    for finding in table.disagreements:
        _put_finding(table, finding, numbers, language)


def _put_finding(table: "VoiceTable", finding: "Finding", numbers: dict[str, str], language: str) -> None:
    from questionnaire.banks.words import SEVERITY_WORDS

    row = next(row for row in table.rows if row.disagreement is finding)
    ask = one_line(table.bank.in_language(row.question.ask, language))
    put_wrapped(f"{_(SEVERITY_WORDS[finding.severity])}: {numbers[row.question.id]} {ask}", "  ", "- ")
    put_wrapped(_said(table, finding.because, language), "  ", "  ")
    put_wrapped(f"{_('Next:')} {_said(table, finding.next_step, language)}", "  ", "  ")
    for said in row.said:
        if said.answer is not None and said.answer.note:
            note = _("{who}, note: {note}").format(who=_who(said.voice), note=one_line(said.answer.note))
            put_wrapped(note, "    ", "  ")


def _row(row: "VoiceRow", language: str) -> list[str]:
    from questionnaire.banks.words import SEVERITY_WORDS

    found = row.disagreement
    differs = "" if found is None else _(SEVERITY_WORDS[found.severity])
    cells = [_short(said.in_words(language)) for said in row.said]
    return [f"{row.step.number} {row.question.id}", *cells, differs]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1].rstrip() + "…"


def _who(voice: "Voice") -> str:
    from questionnaire.banks.roles import ROLE_WORDS

    return _(ROLE_WORDS[voice.respondent])


def _left_out(voice: "Voice") -> str:
    line = _("Left out: an earlier interview ({who}, {time}); of each respondent the latest speaks.")
    return line.format(who=_who(voice), time=at_local_time(voice.started_at))


def _said(table: "VoiceTable", text: "Text", language: str) -> str:
    return one_line(text.get(language) or table.bank.in_language(text, language) or text["en"])


def _as_data(held: "RoundVoices", tables: "Sequence[VoiceTable]", asked: str | None) -> dict[str, object]:
    return {
        "supplier": held.supplier.id,
        "supplier_name": held.supplier.name,
        "round": held.round,
        "confidential": True,
        "banks": [_table_as_data(table, language_to_read(table.bank, asked)) for table in tables],
    }


def _table_as_data(table: "VoiceTable", language: str) -> dict[str, object]:
    return {
        "bank": table.bank.id,
        "bank_version": table.bank.version,
        "voices": [_voice_as_data(voice) for voice in table.voices],
        "left_out": [_voice_as_data(voice) for voice in table.left_out],
        "questions": [
            {
                "question": row.question.id,
                "number": row.step.number,
                "ask": table.bank.in_language(row.question.ask, language),
                "answers": {str(said.voice.respondent): _said_as_data(said, language) for said in row.said},
                "differs": row.disagreement.severity if row.disagreement else None,
            }
            for row in table.answered
        ],
        "disagreements": [
            {
                "key": finding.key,
                "question": finding.question,
                "kind": finding.kind,
                "severity": finding.severity,
                "because": _said(table, finding.because, language),
                "next_step": _said(table, finding.next_step, language),
            }
            for finding in table.disagreements
        ],
    }


def _voice_as_data(voice: "Voice") -> dict[str, object]:
    return {
        "respondent": voice.respondent,
        "interview": voice.interview,
        "started_at": voice.started_at,
        "bank_version": voice.bank.version,
    }


def _said_as_data(said: "Said", language: str) -> dict[str, object]:
    answer = said.answer
    return {
        "asked": answer is not None,
        "value": answer.value if answer else None,
        "reason": answer.reason if answer else None,
        "note": answer.note if answer else "",
        "shown": said.in_words(language),
    }

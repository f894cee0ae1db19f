"""`questionnaire database`: where everything is kept."""

import argparse

from questionnaire.commands.opening import opened
from questionnaire.commands.output import put, put_json
from questionnaire.commands.parser import Parser, Subcommands, add_command, add_json_option, add_noun
from questionnaire.translation import _


def add_to(nouns: "Subcommands[Parser]") -> None:
    """Add `database` and its commands."""
    commands = add_noun(nouns, "database", _("the database: where everything is kept"))
    add_json_option(add_command(commands, "info", _("where it is and what it holds"), info))


def info(args: argparse.Namespace) -> int:
    """Print where the database is and what it holds."""
    with opened(args) as workspace:
        about = workspace.info()
    if args.json:
        put_json(about)
        return 0
    lines = (
        (_("database"), about.address),
        (_("kind"), about.kind),
        (_("schema version"), str(about.schema)),
        (_("size"), "" if about.size is None else _size(about.size)),
        (_("suppliers"), str(about.suppliers)),
        (_("interviews"), str(about.interviews)),
        (_("answers"), str(about.answers)),
    )
    put(*(f"{label}: {value}" for label, value in lines if value))
    return 0


def _size(count: int) -> str:
    """A number of bytes in kB or MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} kB"

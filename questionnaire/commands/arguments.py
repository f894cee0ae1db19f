"""What several commands are about, as the command line names it: a supplier, an interview, a question."""

from questionnaire.commands.parser import Parser
from questionnaire.translation import _


def add_supplier(parser: Parser) -> None:
    """The supplier."""
    about = _("name, OS ID or key; a unique beginning is enough")
    parser.add_argument("supplier", metavar="SUPPLIER", help=about)


def add_interview(parser: Parser) -> None:
    """The interview."""
    about = _("key of an interview, or a supplier for its latest; a unique beginning is enough")
    parser.add_argument("interview", metavar="INTERVIEW", help=about)


def add_question(parser: Parser) -> None:
    """The question of the interview."""
    parser.add_argument("question", metavar="QUESTION", help=_("id or number of a question"))

"""What is started in the terminals, and the databases it is started on."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from questionnaire.banks.model import Question, Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.interviews.walk import Step
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.workspace import Workspace, open_workspace
from tests.benchmarks.answers import value_for

ROOT = Path(__file__).parents[2]
BANK = "freedom-of-association"
SUPPLIERS = 50
_INTERVIEWED = 10


def environment(home: Path) -> dict[str, str]:
    """An environment with a home of its own, in a terminal of true colours."""
    left_out = ("NO_COLOR", "TMUX", "COLUMNS", "LINES", "LANGUAGE", "LC_MESSAGES")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in left_out and not name.startswith(("QUESTIONNAIRE_", "TEXTUAL", "XDG_"))
    }
    own = {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }
    return kept | own


def questionnaire(database: Path) -> list[str]:
    """The tool on a database."""
    return [sys.executable, "-m", "questionnaire", "--database", str(database)]


def bare_app(name: str) -> list[str]:
    """One of the floors."""
    return [sys.executable, str(Path(__file__).with_name("bare_app.py")), name]


def fill_with_suppliers(database: Path) -> None:
    """Fifty suppliers, some of them interviewed."""
    with open_workspace(str(database)) as workspace:
        for number in range(1, SUPPLIERS + 1):
            workspace.add_supplier(
                site(number), ("BD", "TR", "VN", "IN", "PK")[number % 5], workers=100 * number
            )
        for number in range(1, _INTERVIEWED + 1):
            workspace.start_interview(site(number), BANK, Respondent.MANAGEMENT)


def site(number: int) -> str:
    """The name of a supplier."""
    return f"Site {number:02} Garments"


def stand_at(database: Path, wanted: Callable[[Question], bool]) -> Question:
    """A database with one interview, which stands at the first question that is wanted."""
    with open_workspace(str(database)) as workspace:
        return _stand_at(workspace, wanted)


def _stand_at(workspace: Workspace, wanted: Callable[[Question], bool]) -> Question:
    workspace.add_supplier(site(1), "NL", workers=900)
    interview = workspace.start_interview(site(1), BANK, Respondent.MANAGEMENT)
    for step in interview.walk.steps.values():
        if wanted(step.question) and _is_reached(interview, step):
            interview.visit(step.question.id)
            return step.question
    raise LookupError("the bank has no such question")


def _is_reached(interview: OpenInterview, step: Step) -> bool:
    """Whether the question is asked, where need be because of some answer to the question above."""
    above = interview.walk.steps[step.parent].question if step.parent else None
    for turn in range(8):
        if interview.walk.is_asked(step.question.id, interview.answers):
            return True
        if above is not None:
            interview.record(above.id, Answer(value_for(above, turn)))
    return False

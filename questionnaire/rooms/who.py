"""Who works here, for the history of what is kept."""

import getpass
import os

from questionnaire.text import one_line

LONGEST_NAME = 200


def who_works_here() -> str:
    """QUESTIONNAIRE_USER, else the user of the operating system, else `unknown`."""
    named = one_line(os.environ.get("QUESTIONNAIRE_USER", ""))
    if not named:
        try:
            named = one_line(getpass.getuser())
        except (OSError, KeyError, ImportError):  # no such user in a container, no `pwd` on Windows
            named = ""
    return named[:LONGEST_NAME] or "unknown"

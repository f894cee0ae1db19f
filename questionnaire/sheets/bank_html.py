"""A bank as one HTML file for a browser or for paper: no script, nothing fetched from anywhere."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from questionnaire.banks.words import SEVERITY_WORDS
from questionnaire.sheets.bank_reading import CHECKS, FIGURES, Reading
from questionnaire.translation import _

FOLDER = Path(__file__).parent


def render(reading: Reading) -> bytes:
    """The page, in UTF-8. Its content security policy allows its own style (by digest) and nothing else."""
    style = (FOLDER / "bank.css").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("bank.html.jinja").render(
        reading=reading,
        style=Markup(style),  # noqa: S704 (a file of this package)
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        severity_words={severity: _(words) for severity, words in SEVERITY_WORDS.items()},
        checks_title=_(CHECKS),
        figures_title=_(FIGURES),
        _=_,
    )
    return page.encode(errors="xmlcharrefreplace")

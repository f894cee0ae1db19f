"""The sheet as one HTML file for a browser, a phone or paper: no script, nothing fetched from anywhere."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from questionnaire.banks.model import Reason
from questionnaire.sheets import words
from questionnaire.sheets.sheet import Sheet
from questionnaire.translation import _, language_in_use

FOLDER = Path(__file__).parent


def render(sheet: Sheet) -> bytes:
    """The page, in UTF-8. Its content security policy allows its own style (by digest) and nothing else."""
    page = template("sheet.html.jinja").render(
        sheet=sheet,
        **styled(),
        words=words,
        headings=words.headings(),
        own_language=language_in_use(),
        refused=Reason.REFUSED,
        _=_,
    )
    return page.encode(errors="xmlcharrefreplace")


def styled() -> dict[str, str]:
    """The style of a page, and its digest for the content security policy."""
    style = (FOLDER / "sheet.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_digest": digest}  # noqa: S704 (a file of this package)


@cache
def template(name: str) -> Template:
    """A template of this package; what it is given is escaped."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

"""The sheet as JSON: the structs of `sheet.py` as they stand there, for other tools."""

import msgspec

from questionnaire.sheets.sheet import Sheet


def render(sheet: Sheet) -> bytes:
    """The sheet as indented JSON in UTF-8; `msgspec.json.decode(data, type=Sheet)` reads it back."""
    return msgspec.json.format(msgspec.json.encode(sheet), indent=2) + b"\n"

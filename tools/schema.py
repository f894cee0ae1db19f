"""The schema of bank files, for editors: python tools/schema.py writes it anew from the code."""

import json
from pathlib import Path

from questionnaire.banks.schema import NAME, bank_schema

PATH = Path(__file__).parents[1] / "question_banks" / NAME


def text() -> str:
    """The schema as its file."""
    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
    print(f"Written: {PATH}")

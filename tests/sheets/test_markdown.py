"""The Markdown sheet, as a Markdown program sees it: typed text is text, whatever stands in it."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from questionnaire.sheets.as_markdown import escape
from questionnaire.sheets.write import write_sheet
from questionnaire.text import clean
from tests.sheets.small import HOSTILE, hostile_sheet, sheet_with

SHEET = """\
# Answer sheet: Voorbeeld Knit

**Internal: not for the supplier**

- **Supplier:** Voorbeeld Knit
- **Address:** 1 Example Road, Voorbeeldstad
- **Country:** Bangladesh (BD)
- **OS ID:** BD2020021QK28YZ
- **Workers on file:** 1200
- **Round:** 2026
- **Answered by:** the management
- **Questions:** Worker representation, version 1.2
- **Published by:** the questionnaire project
- **Form:** all questions
- **Language of the interview:** English
- **Started:** 2026-05-04 10:30 (UTC+02:00)
- **Finished:** 2026-05-04 11:15 (UTC+02:00)
- **Sheet made:** 2026-05-04 14:00 (UTC+02:00)

## What this sheet is, and is not

It holds everything: notes, findings, and where others contradict. Do not give it to the supplier.

This sheet records what was answered in one interview, by one side. It is no audit, gives no score and is no certificate.

An answer for which nothing was shown is a claim: set it beside what the other sides say.

Only what was asked is listed, probes under their question; what has no answer is shown as open.

## How far the interview came

- **Questions asked:** 9
- **Answered:** 6
- **No answer: does not know:** 1
- **No answer: refused:** 1
- **Still open:** 1

## Findings

- **1. Medium** (2.1.1.1) Marked by the buyer.
- **2. Low** (2.1) Nothing was shown.

## Evidence promised, still to come

- **2.1** ballot papers

## Answers

### The people

- **1.1** How many people work here? (workers)\\
  **Answer:** 12\u202f500 people\\
  **Note:** With the guards.\\
  **Evidence:** Seen: payroll of April
- **1.2** How many are union members? (members)\\
  **Answer:** 3125
- **1.3** Which share are women? (women)\\
  **Answer:** does not know

### How seats are filled

- **2.1** How did the representatives get their seats? (chosen)\\
  **Answer:** By secret ballot\\
  **Evidence:** Promised: ballot papers\\
  **Findings:** Low: 2
  - **2.1.1** When was the last ballot? (last-ballot)\\
    **Answer:** 2025-11
    - **2.1.1.1** Who counted? (counted-by)\\
      **Answer:** Two workers.\\
      The foreman looked on.\\
      **Findings:** Medium: 1
- **2.2** What do they talk about? (topics)\\
  **Answer:** Wages; Hours
- **2.3** Are there minutes? (minutes)\\
  **Answer:** open
- **2.4** May we see them? (refusal)\\
  **Answer:** refused\\
  **Evidence:** Refused

## Figures worked out from the answers

- **Union members among workers:** 25%

## About the questions

A bank made for a test.

- **Interview:** 0196a1b2-0000-7000-8000-000000000001
- **Questions:** small 1.2
- **Fingerprint of the questions:** ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
"""


def tokens_of(text: str) -> list[Token]:
    """What a Markdown program that knows tables, strikethrough and bare links makes of it."""
    blocks = MarkdownIt("gfm-like", {"html": True}).parse(text)
    return [token for block in blocks for token in (block, *(block.children or ()))]


def kinds_of(text: str) -> set[str]:
    return {token.type for token in tokens_of(text)}


def text_of(text: str) -> str:
    """What a reader sees."""
    breaks = ("softbreak", "hardbreak")
    return "".join(
        "\n" if token.type in breaks else token.content for token in tokens_of(text) if token.type != "inline"
    )


def test_a_small_sheet_stands_as_it_should(tmp_path: Path) -> None:
    assert write_sheet(sheet_with(), tmp_path / "sheet.md").read_text("utf-8") == SHEET


def test_hostile_text_makes_no_markup_links_or_tables(tmp_path: Path) -> None:
    written = write_sheet(hostile_sheet(), tmp_path / "sheet.md").read_text("utf-8")
    own = {"heading", "bullet_list", "list_item", "paragraph", "strong"}
    allowed = {f"{kind}_{end}" for kind in own for end in ("open", "close")} | {
        "inline",
        "text",
        "text_special",
        "hardbreak",
    }
    assert kinds_of(written) <= allowed


def test_hostile_text_leaves_the_frame_of_the_sheet_as_it_is(tmp_path: Path) -> None:
    tokens = tokens_of(write_sheet(hostile_sheet(), tmp_path / "sheet.md").read_text("utf-8"))
    sections = [token for token in tokens if token.type == "heading_open" and token.tag == "h3"]
    assert len(sections) == len(HOSTILE)


def test_a_table_holds_as_well() -> None:
    for text in HOSTILE:
        cell = escape(" ".join(clean(text).split()))
        tokens = tokens_of(f"| a | b |\n| - | - |\n| {cell} | end |\n")
        types = [token.type for token in tokens]
        assert types.count("td_open") == 2
        assert [token.content for token in tokens if token.type == "inline"][-1] == "end"
        assert not {"link_open", "html_inline", "em_open", "strong_open", "code_inline", "s_open"} & set(
            types
        )


def test_an_address_is_broken_for_programs_that_look_behind_the_escapes() -> None:
    assert escape("a@evil.example @someone @ noon") == "a@\u2060evil\\.example @\u2060someone @ noon"


TEXT = st.text(
    st.sampled_from("ab1.)-+*_=#>|`~[]()<>!&;:/\\@$^ \n\t\"'wxh") | st.characters(exclude_categories=["Cs"])
)


@given(TEXT)
@example("www.evil.example")
@example("http://evil.example")
@example("a@evil.example")
@example("1. one\n- two\n===\n---")
def test_any_text_is_shown_as_it_was_typed(text: str) -> None:
    typed = clean(text)
    marked = f"- **Note:** {escape(typed, '  ')}"
    assert kinds_of(marked) <= {
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "text", "text_special", "hardbreak",
        "strong_open", "strong_close", "paragraph_close", "list_item_close", "bullet_list_close",
    }  # fmt: skip
    lines = [" ".join(line.split()) for line in typed.splitlines()]
    shown = text_of(marked).replace("\u2060", "").removeprefix("Note:").splitlines()
    said = [line.replace("\u2060", "").strip() for line in lines if line]
    assert [" ".join(line.split()) for line in shown if line.strip()] == [line for line in said if line]

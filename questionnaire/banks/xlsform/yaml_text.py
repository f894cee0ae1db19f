"""Plain data as the text of a bank file: short parts on one line in braces, long texts folded, the rest in blocks."""

import json
import re
from collections.abc import Iterator

from questionnaire.banks.xlsform.data import Data

WIDTH = 110
BLOCKS = frozenset({"sections", "questions", "flags", "probes", "checks", "figures"})
"""Keys whose parts always stand on lines of their own."""

_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\xa0:#\u2028\u2029\ufeff]|:(?=\S)|(?<=\S)#)*")
_IN_FLOW = re.compile(r"[\[\]{},:?]|^-")
_HIDDEN = re.compile("[\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_FOLDABLE = re.compile(
    r"[^\s\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]+( [^\s\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]+)*"
)
_LITERAL = re.compile(r"[^\s](?:[^\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff])*")


def yaml_text(data: dict[str, Data]) -> str:
    """A whole file."""
    return "\n".join(_spaced(data)) + "\n"


def entry_lines(key: str, value: Data, indent: int) -> list[str]:
    """`key: value` with its lines indented."""
    lead = " " * indent
    start = f"{lead}{scalar(key)}:"
    if isinstance(value, str):
        return _scalar_lines(start, value, indent, quoted=key == "version")
    if key not in BLOCKS and (line := _on_one_line(value, WIDTH - len(start) - 1)) is not None:
        return [f"{start} {line}"]
    return [start, *block_lines(value, indent + 2, key)]


def block_lines(value: Data, indent: int, key: str = "") -> list[str]:
    """A mapping or list in block style, its lines indented."""
    lines: list[str] = []
    if isinstance(value, dict):
        for name, part in value.items():
            lines += entry_lines(name, part, indent)
    elif isinstance(value, list):
        for part in value:
            lines += item_lines(part, indent, key)
    else:
        lines += _scalar_lines("", value, indent)
    return lines


def item_lines(part: Data, indent: int, key: str = "") -> list[str]:
    """A list's item behind its dash."""
    dash = " " * indent + "-"
    if isinstance(part, str):
        return _scalar_lines(dash, part, indent)
    if key not in BLOCKS and (line := _on_one_line(part, WIDTH - indent - 2)) is not None:
        return [f"{dash} {line}"]
    if not part:
        return [f"{dash} {flow(part)}"]
    inner = block_lines(part, indent + 2)
    return [f"{dash} {inner[0].lstrip(' ')}", *inner[1:]]


def flow(value: Data) -> str:
    """Data on one line, in braces and brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value, in_flow=True)


def scalar(text: str, *, in_flow: bool = False, quoted: bool = False) -> str:
    """A text on one line: as it stands where that is safe, else in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and not text.endswith((" ", ":")) and not _HIDDEN.search(text)
    if is_plain and not quoted and not (in_flow and _IN_FLOW.search(text)):
        return str(text)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _spaced(data: dict[str, Data]) -> list[str]:
    """The lines of a file, with an empty line before figures, sections, checks, and between sections."""
    lines: list[str] = []
    for key, value in data.items():
        if key not in ("figures", "sections", "checks") or not isinstance(value, list):
            lines += ["", *entry_lines(key, value, 0)] if key == "figures" else entry_lines(key, value, 0)
            continue
        lines += ["", f"{key}:"]
        for number, part in enumerate(value):
            lines += ["", *item_lines(part, 2, key)] if number else item_lines(part, 2, key)
    return lines


def _on_one_line(value: Data, room: int) -> str | None:
    """Data in braces where that fits and no text in it runs over lines."""
    texts = list(_texts(value))
    if sum(map(len, texts)) > room or any("\n" in text or _only_in_blocks(text) for text in texts):
        return None
    line = flow(value)
    return line if len(line) <= room or not value else None


def _texts(value: Data) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _only_in_blocks(text: str) -> bool:
    """Whether a text reads better on a line of its own, where it needs no quotes."""
    return " " in text and scalar(text) == text != scalar(text, in_flow=True)


def _scalar_lines(start: str, text: str, indent: int, *, quoted: bool = False) -> list[str]:
    """A text behind its key or dash: on that line, or folded below it, or line by line below it."""
    lead = " " * (indent + 2)
    gap = " " if start else ""
    if "\n" in text:
        lines = text.split("\n")
        if (
            all(not line or _LITERAL.fullmatch(line.lstrip(" ") or "x") for line in lines)
            and lines[0][:1] != " "
        ):
            return [f"{start}{gap}|-", *(lead + line if line else "" for line in lines)]
    elif len(start) + len(text) + 1 > WIDTH and _FOLDABLE.fullmatch(text) and not quoted:
        return [f"{start}{gap}>-", *(lead + line for line in _folded(text, WIDTH - len(lead)))]
    return [f"{start}{gap}{scalar(text, quoted=quoted)}"]


def _folded(text: str, width: int) -> list[str]:
    """The text broken at its blanks."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= max(width, 40):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

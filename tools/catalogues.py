"""The catalogues of the tool's own words: taken out of the code, brought up to date, compiled.

python tools/catalogues.py            bring every catalogue up to date with the code, and compile it
python tools/catalogues.py --check    say what is not translated; exit status 1 where there is anything
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "questionnaire" / "locale"
LANGUAGES = ("nl",)
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = "# The words of questionnaire in {language}.\n# Licensed as the project is.\n#"


def path_of(language: str, ending: str = ".po") -> Path:
    """Where the catalogue of a language is kept."""
    return LOCALE / language / "LC_MESSAGES" / f"questionnaire{ending}"


def messages_of_code() -> Catalog:
    """Every message of the package, its templates included, with the files it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        ROOT, methods, options, KEYWORDS, directory_filter=lambda path: _is_ours(Path(path))
    )
    catalog = Catalog()
    for name, _line, message, comments, _context in found:
        catalog.add(message, None, [(name, 0)], auto_comments=comments)
    return catalog


def _is_ours(folder: Path) -> bool:
    return ROOT / "questionnaire" in (folder, *folder.parents) and folder.name != "__pycache__"


def translations(language: str) -> Catalog:
    """The catalogue of a language as it is kept; empty where there is none."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue with every message of the code, translated where it was, and no other."""
    kept, fresh = translations(language), _empty(language)
    for message in messages_of_code():
        if not message.id:
            continue
        before = kept.get(message.id[0] if isinstance(message.id, tuple) else message.id)
        is_same = before is not None and before.id == message.id
        fresh.add(
            message.id,
            before.string if before is not None and is_same else None,
            sorted({(name, 0) for name, _line in message.locations}),
            flags=(before.flags - {"python-format"}) if before is not None and is_same else (),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before is not None and is_same else (),
        )
    return fresh


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue, a line each: what the code says and it does not, or differently."""
    kept, code = translations(language), messages_of_code()
    found = [
        f"no longer in the code: {message.id!r}" for message in kept if message.id and message.id not in code
    ]
    for message in code:
        if message.id:
            found += _faults_of(
                message, kept.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            )
    return found


def _faults_of(message: Message, kept: Message | None) -> list[str]:
    if kept is None or kept.id != message.id:
        return [f"not in the catalogue: {message.id!r}"]
    if kept.fuzzy:
        return [f"marked as fuzzy: {message.id!r}"]
    ids, strings = texts(message.id), texts(kept.string)
    if not all(strings) or len(strings) < len(ids):
        return [f"not translated: {message.id!r}"]
    wanted = placeholders(ids[-1])
    for place, text in enumerate(strings):
        names = placeholders(text)
        is_one = place == 0 and len(ids) > 1  # "one answer" may leave the number out
        if not names <= wanted or (names != wanted and not is_one):
            return [f"other placeholders: {text!r} for {message.id!r}"]
        if (text[:1].isspace(), text[-1:].isspace()) != (ids[0][:1].isspace(), ids[0][-1:].isspace()):
            return [f"other blanks at its ends: {text!r} for {message.id!r}"]
    return []


def texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """A message, or the forms of one for one and for many."""
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def placeholders(text: str) -> set[str]:
    """The names in braces of a message."""
    return {name for _before, name, _how, _conversion in Formatter().parse(text) if name is not None}


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update(language: str) -> None:
    """Bring the catalogue of a language up to date, and compile it."""
    catalog = updated(language)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path_of(language, ".mo").write_bytes(compiled(translations(language)))


def _empty(language: str) -> Catalog:
    """A catalogue whose header changes with nothing but the language."""
    written = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale=language,
        header_comment=HEADER.format(language=language),
        project="questionnaire",
        version="0",
        msgid_bugs_address="the project's issue tracker",
        creation_date=written,
        revision_date=written,
        last_translator="the questionnaire project",
        language_team=language,
        fuzzy=False,
    )


def main() -> int:
    """Update or check every catalogue."""
    if "--check" not in sys.argv[1:]:
        for language in LANGUAGES:
            update(language)
    found = [
        f"{path_of(language).relative_to(ROOT)}: {fault}"
        for language in LANGUAGES
        for fault in faults(language)
    ]
    print(*found or ["Every message is translated."], sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

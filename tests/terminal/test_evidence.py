"""Evidence in the call: several pieces, their states and details, their files. With keys alone."""

from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, Evidence, EvidenceKind, EvidenceState
from questionnaire.terminal.export import ExportDialog
from questionnaire.workspace import open_workspace
from tests.terminal.helpers import Buyer, Desk, at_keyboard, in_call

PROMISED = Evidence(EvidenceState.PROMISED, "the letter")
SEEN = Evidence(EvidenceState.SEEN, "a poster")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "the letter of May.pdf"
    path.write_bytes(b"%PDF a letter")
    return path


def call_with(desk: Desk, *pieces: Evidence, finished: bool = False) -> None:
    """An interview whose first answer has these pieces."""
    with open_workspace(str(desk.database), desk.banks) as workspace:
        workspace.add_supplier("Voorbeeld Knit", "BD")
        interview = workspace.start_interview("Voorbeeld Knit", "call", Respondent.MANAGEMENT)
        interview.record("union-present", Answer("yes", evidence=pieces))
        interview.visit("union-present")
        if finished:
            interview.finish()


def pieces_of(desk: Desk) -> tuple[Evidence, ...]:
    return desk.answers()["union-present"].evidence


def files_of(desk: Desk) -> list[Path]:
    return [path for path in Path(f"{desk.database}.evidence").rglob("*") if path.is_file()]


def block_folder(desk: Desk) -> None:
    """Have something else in the place of the folder with the evidence."""
    Path(f"{desk.database}.evidence").write_bytes(b"in the way")


def copies_in(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in folder.glob("questionnaire-evidence-*/*")]


async def type_path(buyer: Buyer, path: str) -> None:
    """From the line into the field of the file, with a path."""
    await buyer.press("tab", "tab", "tab", "tab")
    await buyer.paste(path)


async def test_tab_says_which_files_begin_as_typed(desk: Desk, tmp_path: Path, letter: Path) -> None:
    call_with(desk)
    (tmp_path / "the letter of June.pdf").write_bytes(b"%PDF another")
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e")
        await type_path(buyer, str(tmp_path / "the"))
        await buyer.press("tab")
        assert buyer.typed == str(tmp_path / "the letter of ")
        await buyer.press("tab")
        await buyer.sees("Several begin so: the letter of June.pdf · the letter of May.pdf")
        await buyer.write("M")
        await buyer.misses("Several begin so")
        await buyer.press("tab", "enter")
        await buyer.sees("evidence received: the letter of May")
        assert pieces_of(desk)[0].name == letter.name


async def test_what_was_promised_is_received_with_three_keys(desk: Desk) -> None:
    call_with(desk, SEEN, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up")
        await buyer.sees("> promised: the letter", "2 (x) promised", "Delete takes it away")
        await buyer.press("3")
        await buyer.sees("3 (x) received")
        await buyer.press("enter")
        await buyer.sees("evidence received: the letter")
        assert pieces_of(desk) == (SEEN, Evidence(EvidenceState.RECEIVED, "the letter"))
        await buyer.press("3")
        assert desk.value("union-present") == "no"


async def test_all_fields_of_a_piece_in_turn(desk: Desk) -> None:
    call_with(desk)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "1")
        await buyer.write("minutes")
        for text in ("ph", "3-5-2026", "shown by HR"):
            await buyer.press("tab")
            await buyer.write(text)
        await buyer.press("shift+tab")
        assert buyer.typed == "3-5-2026"
        await buyer.press("enter")
        await buyer.sees("seen: minutes (photo; 2026-05-03; shown by HR)")
        piece = Evidence(EvidenceState.SEEN, "minutes", EvidenceKind.PHOTO, "2026-05-03", "shown by HR")
        assert pieces_of(desk) == (piece,)
        await buyer.press("e", "up", "tab", "tab")
        assert buyer.typed == "2026-05-03"
        await buyer.press(*["backspace"] * 6, "enter")
        await buyer.sees("(photo; 2026; shown by HR)")


async def test_what_is_wrong_is_said_in_place_and_stays_typed(desk: Desk, tmp_path: Path) -> None:
    call_with(desk, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up", "tab")
        await buyer.press(*["backspace"] * 4)
        await buyer.write("film")
        await buyer.press("enter")
        await buyer.sees("'film' is no kind of evidence.")
        assert buyer.typed == "film"
        await buyer.press(*["backspace"] * 4, "tab", "tab", "tab")
        missing = str(tmp_path / "missing.pdf")
        await buyer.paste(missing)
        await buyer.press("enter")
        await buyer.sees("cannot be read: No such file")
        assert buyer.typed == missing
        assert pieces_of(desk) == (PROMISED,)
        assert files_of(desk) == []
        await buyer.press("backspace")
        await buyer.misses("No such file")


async def test_a_file_makes_a_promised_piece_a_received_one(desk: Desk, letter: Path) -> None:
    call_with(desk, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up")
        await type_path(buyer, str(letter)[:-9])
        await buyer.press("tab")
        assert buyer.typed == str(letter)
        await buyer.press("enter")
        await buyer.sees("received: the letter (file the letter of May.pdf, 13 bytes)")
        (piece,) = pieces_of(desk)
        assert (piece.state, piece.name, piece.size) == (EvidenceState.RECEIVED, letter.name, 13)
        assert [path.name for path in files_of(desk)] == [piece.file]


async def test_a_piece_is_taken_away_and_stays_in_the_history(desk: Desk) -> None:
    call_with(desk, SEEN, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up", "up")
        await buyer.sees("> seen: a poster")
        await buyer.press("delete")
        await buyer.misses("a poster")
        assert pieces_of(desk) == (PROMISED,)
        await buyer.write("new")
        await buyer.press("enter", "e", "backspace")
        await buyer.misses("promised: new")
        assert pieces_of(desk) == (PROMISED,)
    assert any(piece.what == "new" for entry in desk.history() for piece in entry.after.evidence)
    assert any(SEEN in entry.before.evidence for entry in desk.history())


async def test_going_to_another_piece_keeps_what_was_changed(desk: Desk) -> None:
    call_with(desk, SEEN, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up", "4", "up")
        await buyer.sees("> seen: a poster", "refused: the letter")
        assert pieces_of(desk)[1].state is EvidenceState.REFUSED
        await buyer.press("2", "escape")
        await buyer.sees("evidence seen: a poster")
        assert pieces_of(desk)[0] == SEEN


async def test_the_same_words_are_the_same_piece(desk: Desk) -> None:
    call_with(desk, SEEN, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "3")
        await buyer.write("The letter")
        await buyer.press("enter")
        await buyer.sees("received: The letter")
        assert pieces_of(desk) == (SEEN, Evidence(EvidenceState.RECEIVED, "The letter"))
        await buyer.press("e", "up", *["backspace"] * 10)
        await buyer.write("a poster")
        await buyer.press("enter")
        await buyer.sees("There is another piece of evidence of that name here.")
        assert len(pieces_of(desk)) == 2


async def test_evidence_comes_after_the_interview_was_finished(desk: Desk) -> None:
    call_with(desk, PROMISED, finished=True)
    async with at_keyboard(desk.database, desk.banks) as buyer:
        await buyer.press("enter")
        await buyer.sees("finished")
        await buyer.press("enter")
        await buyer.reaches("union-present")
        await buyer.sees("A yes with nothing shown.")
        await buyer.press("e", "up", "3", "enter")
        await buyer.sees("received: the letter")
        await buyer.misses("A yes with nothing shown.")
    opened = desk.opened()
    assert opened.finished_at is not None
    assert opened.answer("union-present").evidence[0].state is EvidenceState.RECEIVED


async def test_a_file_that_was_changed_is_said_and_not_opened(desk: Desk, letter: Path) -> None:
    call_with(desk, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up")
        await type_path(buyer, str(letter))
        await buyer.press("enter")
        await buyer.sees("received: the letter")
        files_of(desk)[0].write_bytes(b"forged")
        await buyer.press("enter", "escape", "b")
        await buyer.sees("! the file was changed: received: the letter")
        await buyer.press("e", "up")
        await buyer.sees("> ! the file was changed")
        await buyer.press("ctrl+o")
        await buyer.sees("is not what it was")


async def test_a_file_that_is_missing_is_said_when_the_sheet_is_written(desk: Desk, letter: Path) -> None:
    with open_workspace(str(desk.database), desk.banks) as workspace:
        piece = workspace.evidence.with_file(PROMISED, letter)
    call_with(desk, piece)
    files_of(desk)[0].unlink()
    async with in_call(desk, "union-present") as buyer:
        await buyer.sees("! the file is missing: promised: the letter")
        await buyer.wrap_up()
        await buyer.press("x")
        await buyer.on_screen(ExportDialog)
        await buyer.press("ctrl+u")
        await buyer.paste(str(desk.folder / "sheet.md"))
        await buyer.press("enter")
        await buyer.sees("1 file of evidence was changed or is missing, at 1.1.")


async def test_looking_at_a_file(
    desk: Desk, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    call_with(desk, PROMISED)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up")
        await type_path(buyer, str(letter))
        await buyer.press("enter", "e", "up")
        await buyer.sees("ctrl+o its file")
        await buyer.press("ctrl+o")
        await buyer.sees("A copy to read stands in")
        assert copies_in(tmp_path) == [(letter.name, b"%PDF a letter")]
        assert not buyer.call.outline.has_focus


async def test_a_folder_that_cannot_be_written_is_told_and_nothing_recorded(desk: Desk, letter: Path) -> None:
    call_with(desk, PROMISED)
    block_folder(desk)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up")
        await type_path(buyer, str(letter))
        await buyer.press("enter")
        await buyer.sees("No file can be kept in")
        assert buyer.typed == str(letter)
        assert pieces_of(desk) == (PROMISED,)


async def test_a_file_that_is_dropped_goes_where_files_go(desk: Desk, letter: Path) -> None:
    call_with(desk)
    forms = (f"'{letter}'", f'"{letter}"', letter.as_uri(), str(letter).replace(" ", "\\ "))
    async with in_call(desk, "union-present") as buyer:
        for form in forms:
            await buyer.press("e")
            await buyer.paste(form)
            assert buyer.typed == form
            await buyer.press("enter")
            await buyer.sees("received: the letter of May (file")
            (piece,) = pieces_of(desk)
            assert (piece.what, piece.name) == ("the letter of May", letter.name)
            await buyer.press("e", "backspace")
            await buyer.misses("the letter of May")
            await buyer.press("escape")
        await buyer.press("e")
        await buyer.paste("/no/such/file.pdf\nand more")
        assert buyer.typed == "/no/such/file.pdf and more"
        await buyer.press("enter")
        await buyer.sees("promised: /no/such/file.pdf and more")


async def test_the_state_that_was_chosen_holds_and_none_needs_no_words(desk: Desk, letter: Path) -> None:
    call_with(desk)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "1", "x")
        await type_path(buyer, str(letter))
        await buyer.press("enter")
        await buyer.sees("seen: x (file")
        await buyer.press("e", "5", "enter")
        await buyer.sees("evidence none")
        assert pieces_of(desk)[1:] == (Evidence(EvidenceState.NONE),)
        await buyer.press("e", "enter")
        assert len(pieces_of(desk)) == 2


async def test_everything_is_in_sight_whatever_the_names(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "[red]\u202e\x1b[31m\nx.pdf"
    file.write_bytes(b"x")
    with open_workspace(str(desk.database), desk.banks) as workspace:
        hostile = workspace.evidence.with_file(PROMISED, file)
    pieces = [Evidence(state, f"piece {place} " + "x" * 150) for place, state in enumerate(EvidenceState)]
    call_with(desk, *pieces, hostile)
    async with in_call(desk, "union-present") as buyer:
        await buyer.press("e", "up")
        await buyer.sees("> promised: the letter (file [red][31m x.pdf")
        await buyer.press("up", "tab")
        for size in ((80, 24), (120, 40)):
            await buyer.resize(*size)
            await buyer.sees("> none: piece 4", "5 (x) none", "kind", "date", "remark", "Delete takes")
            assert not any("piece 0" in row for row in buyer.rows)
        await buyer.press("up", "up", "up", "up")
        await buyer.sees("> seen: piece 0", "1 (x) seen")

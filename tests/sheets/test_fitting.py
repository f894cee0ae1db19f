"""How text is cut to fit a row: nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.sheets.fitting import ems, line_height, lines_of, pieces

ROOM = st.floats(3, 60)


@given(st.text(), ROOM)
def test_the_lines_together_are_the_text(text: str, room: float) -> None:
    assert "".join(lines_of(text, room)) == text


@given(st.text(), ROOM)
def test_no_line_is_wider_than_the_room_but_for_blanks_at_its_end(text: str, room: float) -> None:
    for line in lines_of(text, room):
        assert ems(line.strip()) <= room


@given(st.text(), ROOM, st.integers(1, 30))
def test_pieces_lose_nothing_but_line_ends_at_a_cut(text: str, room: float, most: int) -> None:
    parts = pieces(text, room, most)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(len(lines_of(part, room)) <= most for part in parts)


def test_words_stay_whole_where_they_can() -> None:
    assert lines_of("aaa bbb ccc", 5) == ["aaa bbb ", "ccc"]
    assert lines_of("aaaaaaaaaaaa", 3) == ["aaaaa", "aaaaa", "aa"]
    assert lines_of("one\n\ntwo", 20) == ["one\n", "\n", "two"]
    assert lines_of("", 20) == [""]


def test_wide_and_tall_scripts_get_their_room() -> None:
    assert ems("工厂") > 2
    assert line_height("শ্রমিক", 10) > line_height("workers, \u2018caf\u00e9\u2019 \u2026", 10) == 13

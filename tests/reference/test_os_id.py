"""OS IDs as Open Supply Hub gives them, and what people make of them in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.errors import InputError
from questionnaire.reference.os_id import check_character, parse_os_id

VALID = ["CN2021250D1DTN7", "CN2025016GP2VEJ", "UA2024341550R5D", "US2021067MMRTSD", "BD2020021QK28YZ"]


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_os_id(text)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("os_id", VALID)
def test_an_os_id_is_kept_as_it_is(os_id: str) -> None:
    assert parse_os_id(os_id) == os_id


@pytest.mark.parametrize(
    "text",
    ["cn2021250d1dtn7", "CN 2021250 D1DTN 7", "CN-2021250-D1DTN-7", " CN2021250D1DTN7\n",
     "CN\u00a02021250\u2013D1DTN7",
     "\ufeffCN2021250D1DTN7", "CN2021250\tD1DTN7", "CN2021250\u2011D1DTN7"],
)  # fmt: skip
def test_lower_case_hyphens_and_blanks_are_understood(text: str) -> None:
    assert parse_os_id(text) == "CN2021250D1DTN7"


@pytest.mark.parametrize("text", ["CN2024216VGFN6R", "US1234567ABCDEF", "TR2209172HY45SD", "IN2019067X1K87E"])
def test_a_wrong_check_character_is_refused(text: str) -> None:
    assert "last character" in refusal(text).hint


def test_the_example_in_open_supply_hubs_own_code_would_need_another_check_character() -> None:
    assert check_character("IN2019067X1K87E") == "G"
    assert parse_os_id("IN2019067X1K87G") == "IN2019067X1K87G"


@pytest.mark.parametrize("letter", "ILOUilou")
@pytest.mark.parametrize("place", range(9, 15))
def test_letters_without_a_value_are_refused_and_do_not_crash(letter: str, place: int) -> None:
    text = "CN2021250D1DTN7"
    assert "I, L, O or U" in refusal(text[:place] + letter + text[place + 1 :]).hint


def test_i_l_o_and_u_are_good_in_the_country() -> None:
    for country in ("IL", "LU", "OM", "US"):
        os_id = f"{country}2021250D1DTN"
        assert parse_os_id(os_id + check_character(os_id + "0"))


def test_a_letter_read_for_a_digit_is_named() -> None:
    assert "CN2021250D1DTN7" in refusal("CN2021250DIDTN7").hint
    assert "mean" not in refusal("CN2021250DODTN7").hint


@pytest.mark.parametrize(
    "text",
    ["", "  ", "-", "CN2021250D1DTN", "CN2021250D1DTN77", "2021250CND1DTN7", "CN20212S0D1DTN7",
     "C12021250D1DTN7",
     "CN２０２１２５０D1DTN7", "CN٢٠٢١٢٥٠D1DTN7", "ßN2021250D1DTN7", "ß2021250D1DTN7",
     "ıN2021250D1DTN7", "СN2021250D1DTN7",
     "CN2021250D1DTN7;DROP", "[/]", "https://opensupplyhub.org/facilities/CN2021250D1DTN7", "A" * 100_000],
)  # fmt: skip
def test_what_has_not_the_form_of_an_os_id_is_refused(text: str) -> None:
    assert len(refusal(text).message) < 80


def test_control_characters_are_not_shown_back() -> None:
    error = refusal("\x1b]0;PWNED\x07\u202e")
    assert "\x1b" not in str(error) and "\x07" not in str(error) and "\u202e" not in str(error)


@given(st.text(max_size=30))
def test_any_text_is_an_os_id_or_refused(text: str) -> None:
    try:
        os_id = parse_os_id(text)
    except InputError:
        return
    assert parse_os_id(os_id) == os_id and len(os_id) == 15


@given(st.sampled_from(VALID), st.integers(2, 14), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_changed_character_is_always_noticed(os_id: str, place: int, symbol: str) -> None:
    changed = os_id[:place] + symbol + os_id[place + 1 :]
    if changed != os_id:
        refusal(changed)

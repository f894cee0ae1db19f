"""The shipped country file, and what the reader says of files with mistakes."""

import gc
import re
import subprocess
import sys
from pathlib import Path

import pytest

from questionnaire.errors import CountriesError
from questionnaire.reference.countries import FACTS, RATINGS, REGIMES, Countries
from questionnaire.reference.read_countries import LONGEST_NOTE, load_countries

SHIPPED = Path(__file__).parents[2] / "question_banks" / "countries.yaml"

SMALL = """\
version: "2026-11"
facts:
  c87: {title: {en: C87, nl: V87}, source: NORMLEX, address: https://ilo.org/87, as_of: "2026"}
  rating: {title: {en: Rating, nl: Cijfer}, source: ITUC, as_of: "2026", note: {en: Check., nl: Ga na.}}
  danger: {title: {en: Danger, nl: Gevaar}, source: This file, as_of: "2026"}
countries:
  NO: {name: {en: Norway, nl: Noorwegen}, also: [NOR], c87: 1949, rating: "1"}
  BR: {name: {en: Brazil, nl: Brazilië}, also: [BRA, Brasil], c87: no}
"""


@pytest.fixture(scope="module")
def shipped() -> Countries:
    return load_countries(SHIPPED)


def read(tmp_path: Path, text: str) -> Countries:
    path = tmp_path / "countries.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return load_countries(path)


def mistake(tmp_path: Path, text: str) -> CountriesError:
    with pytest.raises(CountriesError) as caught:
        read(tmp_path, text)
    return caught.value


def replaced(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


# the shipped file


def test_every_iso_country_has_a_code_an_alpha_3_and_a_name_in_both_languages(shipped: Countries) -> None:
    assert len(shipped.by_code) == 249
    for code, country in shipped.by_code.items():
        assert country.code == code
        assert set(country.name) >= {"en", "nl"}
        assert len(country.also[0]) == 3 and country.also[0].isupper()
        assert shipped.find(country.also[0]) is country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Türkiye", "TR"), ("turkiye", "TR"), ("TURKEY", "TR"), ("Turkije", "TR"), ("TUR", "TR"),
        ("tr", "TR"),
        ("Viet Nam", "VN"), ("Vietnam", "VN"), ("viet-nam", "VN"), ("USA", "US"), ("U.S.A.", "US"),
        ("United States", "US"), ("South Korea", "KR"), ("Korea, Republic of", "KR"), ("Taiwan", "TW"),
        ("CHINA", "CN"), ("UK", "GB"), ("the Netherlands", "NL"), ("Cote d'Ivoire", "CI"),
        ("Ivoorkust", "CI"),
        ("Antigua & Barbuda", "AG"), ("Burma", "MM"), ("Hong Kong", "HK"), ("  bangladesh\n", "BD"),
        ("no", "NO"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_any_spelling_of_a_supplier_list(
    shipped: Countries, text: str, code: str
) -> None:
    found = shipped.find(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    "text", ["", " ", "Atlantis", "XX", "Korea", "\x1b[31m", "\ud800", "[/]", "A" * 100_000]
)
def test_what_is_no_country_is_not_found(shipped: Countries, text: str) -> None:
    assert shipped.find(text) is None


def test_a_near_match_is_offered_for_a_misspelled_country(shipped: Countries) -> None:
    near = shipped.near("Bangladehs")
    assert near is not None and near.code == "BD"
    assert shipped.near("qqqqqqqq") is None
    assert shipped.near("") is None
    assert shipped.near("x" * 1_000_000) is None


def test_a_year_is_a_number_a_word_is_text_and_the_unknown_is_none(shipped: Countries) -> None:
    assert shipped.by_code["BD"].value_of("c87") == 1972
    assert shipped.by_code["CN"].value_of("c87") == "no"
    assert shipped.by_code["MM"].value_of("rating") == "5+"
    assert shipped.by_code["CU"].value_of("rating") is None
    assert shipped.by_code["HK"].value_of("c87") is None
    assert shipped.by_code["BD"].value_of("nonsense") is None


def test_every_value_is_one_that_conditions_can_name(shipped: Countries) -> None:
    for country in shipped.by_code.values():
        assert set(country.facts) <= set(FACTS)
        for name, fact in country.facts.items():
            assert fact.name == name and fact.source and fact.as_of
            if name.startswith("c"):
                assert fact.value == "no" or (isinstance(fact.value, int) and 1948 <= fact.value <= 2026)
        assert country.value_of("rating") in (*RATINGS, None)
        assert country.value_of("union_regime") in (*REGIMES, None)
        assert country.value_of("danger") == ("yes" if country.warning else None)


def test_facts_that_nobody_has_verified_are_left_out(shipped: Countries) -> None:
    only_from_memory = ("MA", "TN", "MX", "PK", "LK", "MG", "TH", "PT", "RO", "MM", "TR", "VN")
    assert [code for code in only_from_memory if shipped.by_code[code].value_of("c135") is not None] == []
    assert {code for code, country in shipped.by_code.items() if "c154" in country.facts} == {"RO"}
    assert shipped.by_code["LA"].value_of("union_regime") is None


def test_one_legal_union_and_a_ban_are_told_apart(shipped: Countries) -> None:
    regimes = {
        code: shipped.by_code[code].value_of("union_regime") for code in ("CN", "VN", "MM", "ID", "MA")
    }
    assert regimes == {
        "CN": "single-legal-union", "VN": "single-legal-union", "MM": "suspended", "ID": "plural", "MA": None,
    }  # fmt: skip


def test_countries_where_asking_endangers_people_have_a_warning_in_both_languages(shipped: Countries) -> None:
    for code in ("MM", "CN", "EG"):
        warning = shipped.by_code[code].warning
        assert warning is not None and set(warning) >= {"en", "nl"}
    assert shipped.by_code["VN"].warning is None
    assert shipped.by_code["NL"].warning is None


def test_law_notes_can_be_read_during_a_call_and_followed_to_their_source(shipped: Countries) -> None:
    notes = [note for country in shipped.by_code.values() for note in country.law]
    assert len(notes) >= 20
    for note in notes:
        assert note.source.startswith(("http://", "https://"))
        assert note.text["en"] != note.text["nl"]
        assert all(len(text) <= LONGEST_NOTE and "\n" not in text for text in note.text.values())


def test_the_rating_says_that_a_language_model_extracted_it(shipped: Countries) -> None:
    assert "language model" in shipped.fact_notes["rating"]["en"]
    assert "taalmodel" in shipped.fact_notes["rating"]["nl"]
    assert set(shipped.fact_titles) == set(FACTS)


@pytest.mark.parametrize(
    ("code", "c87", "c98", "rating"),
    [
        ("BD", 1972, 1972, "5"), ("CN", "no", "no", "5"), ("VN", "no", 2019, "4"), ("MM", 1955, "no", "5+"),
        ("TR", 1993, 1952, "5"), ("US", "no", "no", "4"), ("NL", 1950, 1993, "2"), ("NI", 1967, 1967, None),
        ("TW", None, None, "2"), ("NO", 1949, 1955, "1"), ("GL", None, None, None),
    ],
)  # fmt: skip
def test_convention_years_and_rating_of_some_countries(
    shipped: Countries, code: str, c87: int | str | None, c98: int | str | None, rating: str | None
) -> None:
    country = shipped.by_code[code]
    assert [country.value_of(fact) for fact in ("c87", "c98", "rating")] == [c87, c98, rating]


def test_the_file_stays_short_enough_to_edit_by_hand() -> None:
    assert len(SHIPPED.read_text(encoding="utf-8").splitlines()) < 900


def test_reading_needs_neither_the_store_nor_the_screen() -> None:
    code = (
        "import sys; from pathlib import Path; from questionnaire.reference import os_id, read_countries;"
        f"read_countries.load_countries(Path({str(SHIPPED)!r}));"
        "print([name for name in ('sqlmodel', 'sqlalchemy', 'textual', 'babel') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=SHIPPED.parents[1], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


# small files


def test_plain_words_are_text_even_where_yaml_reads_them_as_something_else(tmp_path: Path) -> None:
    countries = read(tmp_path, SMALL)
    assert countries.version == "2026-11"
    assert countries.by_code["NO"].value_of("c87") == 1949
    assert countries.by_code["BR"].value_of("c87") == "no"
    unquoted = read(tmp_path, replaced('rating: "1"', "rating: 1"))
    assert unquoted.by_code["NO"].value_of("rating") == "1"


def test_a_fact_has_the_source_of_all_unless_the_country_gives_its_own(tmp_path: Path) -> None:
    own = '{value: 1949, source: Gazette, as_of: "2025-03"}'
    countries = read(tmp_path, replaced("c87: 1949", f"c87: {own}"))
    norway, brazil = countries.by_code["NO"].facts["c87"], countries.by_code["BR"].facts["c87"]
    assert (norway.value, norway.source, norway.address, norway.as_of) == (1949, "Gazette", "", "2025-03")
    assert (brazil.value, brazil.source, brazil.as_of) == ("no", "NORMLEX", "2026")
    assert brazil.address == "https://ilo.org/87"


def test_unknown_may_be_written_and_means_left_out(tmp_path: Path) -> None:
    countries = read(tmp_path, replaced("c87: 1949", "c87: unknown"))
    assert "c87" not in countries.by_code["NO"].facts


def test_a_warning_makes_the_fact_danger(tmp_path: Path) -> None:
    countries = read(tmp_path, replaced("c87: 1949", "c87: 1949, warning: {en: Stop., nl: Halt.}"))
    assert countries.by_code["NO"].value_of("danger") == "yes"
    assert countries.by_code["BR"].value_of("danger") is None


def test_a_further_language_is_read_and_found(tmp_path: Path) -> None:
    countries = read(tmp_path, replaced("nl: Noorwegen", "nl: Noorwegen, bn: নরওয়ে"))
    assert countries.find("নরওয়ে") is countries.by_code["NO"]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("c87: 1949", "c78: 1949", "c78", "'c78'"),
        ("c87: 1949", "c87: 49", "49, rating", "'49'"),
        ("c87: 1949", "c87: yes", "yes", "'yes'"),
        ("c87: 1949", "c87: ''", "''", "empty"),
        ("c87: 1949", "c87: [1949]", "[1949]", "must be"),
        ("c87: 1949", "c98: 1949", "c98", "not described"),
        ("c87: 1949", "danger: yes", "danger: yes", "'danger'"),
        ("c87: 1949", "c87: 1949, c87: 1950", "c87: 1950", "twice"),
        ('rating: "1"', 'rating: "6"', '"6"', "'6'"),
        (", nl: Noorwegen", "", "{en: Norway", "lacks nl"),
        ("nl: Noorwegen", "nl: ' '", "' '", "empty"),
        ("nl: Noorwegen", "n1: Noorwegen, nl: x", "n1:", "'n1'"),
        ("  NO:", "  no:", "no: {name", "'no'"),
        ("  BR:", "  NO:", "NO: {name: {en: Brazil", "twice"),
        ("Brasil]", "Noorwegen]", "BR:", "NO and BR"),
        ("[NOR]", "NOR", "NOR,", "list"),
        ("https://ilo.org/87", "javascript:alert(1)", "javascript", "address"),
        ("version:", "versoin:", "versoin", "'versoin'"),
        ('version: "2026-11"\n', "", "facts:", "lacks 'version'"),
        ('source: This file, as_of: "2026"', 'source: This file, as_of: "2026-13"', '"2026-13"', "'2026-13'"),
        ("c87: 1949", "c87: 1949, law: [{text: {en: a, nl: b}, as_of: undated}]", "{text", "lacks 'source'"),
        ("c87: 1949", "c87: 1949, warning: Stop.", "Stop.", "per language"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, at: str, says: str) -> None:
    text = replaced(old, new)
    assert text.count(at) == 1
    before = text[: text.index(at)]
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    error = mistake(tmp_path, text)
    assert error.message.startswith(f"{tmp_path / 'countries.yaml'}:{place}: ")
    assert says in error.message
    assert error.hint


def test_a_near_match_is_offered_for_a_wrong_key_or_word(tmp_path: Path) -> None:
    assert "version" in mistake(tmp_path, replaced("version:", "versoin:")).hint
    wrong = replaced("  rating: {", "  union_regime: {").replace('rating: "1"', "union_regime: plurral")
    assert "plural" in mistake(tmp_path, wrong).hint


def test_a_note_too_long_for_a_call_is_refused(tmp_path: Path) -> None:
    note = f"{{text: {{en: {'x' * 241}, nl: y}}, as_of: '2026', source: https://a.org}}"
    assert "241" in mistake(tmp_path, replaced("c87: 1949", f"c87: 1949, law: [{note}]")).message


@pytest.mark.parametrize(
    "text",
    ["", "# nothing\n", "just words", "- a\n- b\n", "a: *nowhere\n", "a: &a [*a]\n",
     "--- a\n--- b\n", "\tversion: x\n",
     'a: "\x00"\n', "version: 1\nfacts: {}\ncountries: {}\n", "!!python/object/apply:os.system ['true']\n"],
)  # fmt: skip
def test_a_file_that_is_no_country_file_is_a_mistake_with_a_place(tmp_path: Path, text: str) -> None:
    assert re.match(r"countries\.yaml:[12]:[0-9]+: .", mistake(tmp_path, text).message.rpartition("/")[2])


@pytest.mark.parametrize("part", ["[", "{a: ", "- ", "? ", '["]", ', "[[], "])
def test_deep_nesting_ends_in_a_mistake_and_not_in_a_crash(tmp_path: Path, part: str) -> None:
    path = tmp_path / "countries.yaml"
    path.write_text(part * 100_000, encoding="utf-8")
    code = (
        "from pathlib import Path; from questionnaire.errors import CountriesError\n"
        "from questionnaire.reference.read_countries import load_countries\n"
        f"try: load_countries(Path({str(path)!r}))\nexcept CountriesError as error: print(error.message)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=SHIPPED.parents[1], capture_output=True, text=True)
    assert ran.returncode == 0 and "deep" in ran.stdout, ran.stderr[-500:]


def test_a_file_that_is_not_utf_8_is_told_with_the_place_of_the_first_bad_byte(tmp_path: Path) -> None:
    path = tmp_path / "countries.yaml"
    path.write_bytes(SMALL.encode("latin-1"))
    with pytest.raises(CountriesError, match=r"countries\.yaml:8:38: .*UTF-8"):
        load_countries(path)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(CountriesError, match="cannot be read"):
            load_countries(path)


def test_control_characters_and_bidi_overrides_do_not_come_through(tmp_path: Path) -> None:
    hostile = '"Nor\\e]0;PWNED\\a\u202eway\\r\\n[red]"'
    name = read(tmp_path, replaced("en: Norway", f"en: {hostile}")).by_code["NO"].name["en"]
    assert name == "Nor]0;PWNEDway [red]"
    shown = mistake(tmp_path, replaced("c87: 1949", 'c87: "\\e[31m\u202e1949"')).message
    assert "\x1b" not in shown and "\u202e" not in shown


def test_the_garbage_collector_is_left_as_it_was(tmp_path: Path) -> None:
    assert gc.isenabled()
    mistake(tmp_path, "[")
    assert gc.isenabled()
    gc.disable()
    try:
        read(tmp_path, SMALL)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_it_also_reads_without_the_parser_in_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("yaml.CLoader")
    assert read(tmp_path, SMALL).by_code["NO"].value_of("c87") == 1949
    assert ":7:56: NO has no key 'c78'" in mistake(tmp_path, replaced("c87: 1949", "c78: 1949")).message
    assert "deep" in mistake(tmp_path, "[" * 5000).message

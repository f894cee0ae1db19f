"""Forms of others: what each part of one becomes, and that whatever has no counterpart is told."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.banks.conditions import AnyWord, IsAnswered, NotTest, Where
from questionnaire.banks.model import AnswerType
from questionnaire.banks.xlsform.bring_in import read_source
from questionnaire.errors import InputError, QuestionnaireError
from tests.banks.xlsform.forms import HEAD, YES_NO, Value, imported, questions_of, told, workbook_at

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.mark.parametrize(
    ("type_", "answer"),
    [
        ("text", "text"), ("string", "text"), ("integer", "number"), ("int", "number"), ("decimal", "number"), ("date", "date"),
        ("dateTime", "date"), ("time", "text"), ("barcode", "text"), ("acknowledge", "yes-no"), ("trigger", "yes-no"),
        ("select_one yes_no", "yes-no"), ("select one from yes_no", "yes-no"), ("select one yes_no", "yes-no"),
        ("select_multiple yes_no", "choices"), ("select all that apply from yes_no", "choices"), ("rank yes_no", "choices"),
        ("select_one nolist", "text"), ("select_one_from_file list.csv", "text"), ("phone number", "text"), ("nonsense", "text"),
        ("range", "number"), (" Select_One  yes_no ", "yes-no"),
    ],
)  # fmt: skip
def test_types(type_: str, answer: str, tmp_path: Path) -> None:
    bank, _report = imported(tmp_path, (type_, "q", "Question?"))
    assert questions_of(bank)["q"].answer == answer


def test_groups_are_sections_and_groups_in_them_are_not(tmp_path: Path) -> None:
    bank, report = imported(
        tmp_path,
        ("note", "hello", "Welcome."),
        ("text", "first", "First?"),
        ("begin group", "people", "The people"),
        ("note", "intro", "Read this."),
        ("integer", "count", "How many?"),
        ("begin_group", "inner", "Women"),
        ("integer", "women", "How many women?"),
        ("end_group", None, None),
        ("end group", None, None),
        ("begin repeat", "site", "Site"),
        ("text", "place", "Where?"),
        ("end repeat", None, None),
        settings=[("form_title", "form_id", "version"), ("My form", "My Form!", 2026.0)],
    )
    assert (bank.id, bank.title, bank.version) == ("my-form", {"en": "My form"}, "2026")
    assert [section.title["en"] for section in bank.sections] == ["My form", "The people", "Site"]
    assert [section.intro.get("en") for section in bank.sections] == ["Welcome.", "Read this.", None]
    assert questions_of(bank)["women"].listen_for == {"en": "Women"}
    assert "survey:7: a group inside a group: 'Women'" in told(report)
    assert "survey:11: the questions of 'site' are repeated: asked once" in told(report)


def test_a_group_of_groups_gives_its_groups_as_sections(tmp_path: Path) -> None:
    bank, _report = imported(
        tmp_path,
        ("begin group", "all", "Everything"),
        ("begin group", "a", "A"),
        ("text", "one", "One?"),
        ("end group", None, None),
        ("begin group", "b", "B"),
        ("text", "two", "Two?"),
        ("end group", None, None),
        ("end group", None, None),
    )
    assert [section.title["en"] for section in bank.sections] == ["A", "B"]


def test_what_hangs_on_an_answer_stands_under_it(tmp_path: Path) -> None:
    bank, report = imported(
        tmp_path,
        ("select_one yes_no", "union", "Is there a union?"),
        ("text", "which", "Which one?", "${union} = ‘yes’"),
        ("text", "why", "Why not?", "${union} != 'yes'"),
        ("integer", "age", "How old?"),
    )
    union = questions_of(bank)["union"]
    assert bank.sections[0].questions[1].id == "age"
    assert [group.when for group in union.probes] == [
        Where("union", AnyWord(("yes",))),
        Where("union", NotTest(AnyWord(("yes",)))),
    ]
    assert told(report).count("condition") == 0


def test_the_condition_of_a_group_holds_for_all_in_it(tmp_path: Path) -> None:
    bank, _report = imported(
        tmp_path,
        ("select_one yes_no", "union", "Is there a union?"),
        ("begin group", "about", "About it", "${union} = 'yes'"),
        ("text", "which", "Which one?"),
        ("text", "since", "Since?", "${which} != ''"),
        ("end group", None, None),
    )
    which = questions_of(bank)["which"]
    assert which.ask_if == Where("union", AnyWord(("yes",)))
    assert which.probes[0].when == Where("which", IsAnswered(True))
    assert questions_of(bank)["since"].ask_if is None


def test_bounds_and_hints(tmp_path: Path) -> None:
    bank, report = imported(
        tmp_path,
        ("integer", "age", "How old?", None, ". > 0 and . < 120", "In years"),
        ("decimal", "share", "Share?", None, ". >= 0.5"),
        ("text", "phone", "Phone?", None, "regex(., '[0-9]+')"),
    )
    found = questions_of(bank)
    assert (found["age"].min, found["age"].max, found["age"].listen_for) == (1, 119, {"en": "In years"})
    assert (found["share"].min, found["share"].whole) == (0.5, False)
    assert "survey:4:E: the constraint 'regex(., '[0-9]+')': left out" in told(report)


def test_several_languages_and_what_one_of_them_lacks(tmp_path: Path) -> None:
    path = workbook_at(
        tmp_path / "form.xlsx",
        survey=[
            ("type", "name", "label::English (en)", "label::Español", "hint::English (en)", "label::Klingon"),
            ("text", "one", "One?", "¿Uno?", "A hint", None),
            ("select_one ab", "two", "Two?", None, None, None),
        ],
        choices=[
            ("list name", "name", "label::English (en)", "label::español"),
            ("ab", 1.0, "A", "Á"),
            ("ab", 2.0, "B", None),
        ],
        settings=[("default_language",), ("Español",)],
    )
    bank, report = read_source(path)
    report.finish()
    assert bank.languages == ("es", "en")
    assert questions_of(bank)["one"].ask == {"es": "¿Uno?", "en": "One?"}
    assert questions_of(bank)["two"].ask == {"es": "Two?", "en": "Two?"}
    assert [choice.id for choice in questions_of(bank)["two"].choices] == ["1", "2"]
    assert "'label' lacks Spanish (es) in row 3" in told(report)
    assert "language 'Klingon' has no questions" in told(report)


def test_choices_get_ids_and_reasons_are_no_choices(tmp_path: Path) -> None:
    choices: list[tuple[Value, ...]] = [
        ("list_name", "name", "label"), ("l", "Very Good", "Very good"), ("l", "very_good", "Also"), ("l", "ណា", "Khmer"),
        ("l", "dk", "Don't know"), ("l", 99.0, "Refused"), ("l", "today", "Today"), ("l", "bad", None),
    ]  # fmt: skip
    bank, report = imported(
        tmp_path,
        ("select_one l", "q", "How?"),
        ("text", "why", "Why?", "${q} = 'dk'"),
        ("text", "what", "What?", "selected(${q}, 'very_good')"),
        choices=choices,
    )
    question = questions_of(bank)["q"]
    assert [choice.id for choice in question.choices] == [
        "very-good",
        "very-good-2",
        "choice-4",
        "today-2",
        "bad",
    ]
    assert question.choices[-1].label == {"en": "Bad"}
    assert [group.when for group in question.probes] == [
        Where("q", AnyWord(("unknown",))),
        Where("q", AnyWord(("very-good-2",))),
    ]
    assert "choices:5: choice 'dk' of 'l': it is the reason 'unknown'" in told(report)
    assert report.names["l: Very Good"] == "very-good"


def test_or_other_asks_which(tmp_path: Path) -> None:
    bank, _report = imported(
        tmp_path, ("select_one yes_no or_other", "q", "Which?"), ("text", "t", "And?", "${q} = 'other'")
    )
    question = questions_of(bank)["q"]
    assert [choice.id for choice in question.choices] == ["yes", "no", "other"]
    assert [probe.id for probe in question.probes[0].questions] == ["q-other", "t"]


def test_one_choice_and_too_many(tmp_path: Path) -> None:
    many = [
        ("list_name", "name", "label"),
        ("one", "ok", "I agree"),
        *(("many", f"c{n}", f"C {n}") for n in range(40)),
    ]
    bank, report = imported(
        tmp_path, ("select_multiple one", "agreed", "Agreed?"), ("text", "t", "T?", "${agreed} = 'ok'"), ("select_one many", "m", "M?"),
        ("text", "u", "U?", "${m} = 'c1'"), choices=many,
    )  # fmt: skip
    found = questions_of(bank)
    assert found["agreed"].answer is AnswerType.YES_NO
    assert found["agreed"].probes[0].when == Where("agreed", AnyWord(("yes",)))
    assert found["m"].answer is AnswerType.TEXT
    assert "'many' has 40 choices: asked as a text" in told(report)
    assert "survey:5:D: the condition '${m} = 'c1'': left out" in told(report)


def test_names_become_ids_each_once(tmp_path: Path) -> None:
    bank, report = imported(
        tmp_path, ("text", "Birth_Date", "A?"), ("text", "birth date", "B?"),
        ("text", None, "What is your name?"), ("text", "ឈ្មោះ", "ឈ្មោះ?"),
        ("text", "not", "C?"), ("text", "birth date", "D?"),
    )  # fmt: skip
    assert list(questions_of(bank)) == [
        "birth-date",
        "birth-date-2",
        "what-is-your-name",
        "question-5",
        "not-2",
        "birth-date-3",
    ]
    assert report.names["birth date"] == "birth-date-2"
    assert "survey:7:B: a second question is named 'birth date'" in told(report)


def test_what_has_no_counterpart_is_told_with_its_row(tmp_path: Path) -> None:
    path = workbook_at(
        tmp_path / "form.xlsx",
        survey=[
            (*HEAD, "required", "appearance", "calculation", "choice_filter", "label", "media::image"),
            ("start", "start", None),
            ("text", "q", "Q?", None, None, None, "yes", "minimal", None, None, "again", "a.png"),
            ("calculate", "c", None, None, None, None, None, None, "1+1"),
            ("geopoint", "where", "Where?"),
            ("image", "photo", "A photo of it"),
            ("select_one yes_no", "s", "S?", "${c} > 1", None, None, None, None, None, "x=${q}"),
            ("note", "n", "<b>Thank</b> you, ${q}", "${s} = 'yes'"),
            (None, "lost", "No type"),
        ],
        choices=YES_NO,
        external_choices=[("list_name", "name"), ("a", "b")],
        settings=[("form_title", "style"), ("T", "pages")],
    )
    bank, report = read_source(path)
    report.finish()
    lines = told(report)
    for part in (
        "survey:1:K: a second column 'label'", "what the form notes by itself, in row 2", "an answer is required in row 3",
        "column 'appearance' in row 3", "column 'media::image' in row 3", "survey:4: 'c' is worked out by the form",
        "survey:5: 'where' asks for a place", "survey:6: 'photo' asks for a photo or file: it is evidence to ask for at 'q'",
        "survey:7:D: the condition '${c} > 1': left out ('c' is no question here)", "survey:7:J: the choices depend on another answer",
        "survey:8: a note with a condition", "formatting (HTML) in row 8", "another answer is read out in the text in row 8",
        "survey:9: the row has no type", "external_choices: a sheet that is no part of a form", "the setting 'style' ('pages')",
    ):  # fmt: skip
        assert part in lines, part
    assert questions_of(bank)["q"].evidence == {"en": ("A photo of it",)}
    assert bank.sections[0].intro == {"en": "Thank you, [q]"}


def test_groups_that_do_not_balance_are_told(tmp_path: Path) -> None:
    bank, report = imported(
        tmp_path,
        ("end group", None, None),
        ("begin group", "a", "A"),
        ("text", "q", "Q?"),
        ("begin group", "b", "B"),
        ("text", "r", "R?"),
    )
    assert list(questions_of(bank)) == ["q", "r"]
    assert "survey:2: the end of a group that was not begun" in told(report)
    assert "survey:3: the group is not closed" in told(report)


def test_conditions_in_a_circle_or_never_true_are_left_out(tmp_path: Path) -> None:
    bank, report = imported(
        tmp_path, ("text", "a", "A?", "${b} = 'x'"), ("text", "b", "B?", "${a} = 'x'"), ("integer", "n", "N?"),
        ("text", "c", "C?", "${n} > 5 and ${n} < 3"), ("text", "self", "S?", "${self} = 'x'"),
    )  # fmt: skip
    assert list(questions_of(bank)) == ["a", "b", "n", "c", "self"]
    assert told(report).count("the question is always asked") == 3


def test_cells_that_are_numbers_dates_or_booleans(tmp_path: Path) -> None:
    from datetime import date

    bank, _report = imported(
        tmp_path, ("integer", "n", 2024.0), ("date", "d", date(2026, 5, 1)), ("text", "b", True), ("text", 7.0, "Seven?"),
        settings=[("version", "form_title"), (2014120300.0, 12.5)],
    )  # fmt: skip
    found = questions_of(bank)
    assert [found[name].ask["en"] for name in ("n", "d", "b", "7")] == [
        "2024",
        "2026-05-01",
        "true",
        "Seven?",
    ]
    assert (bank.version, bank.title["en"]) == ("2014120300", "12.5")


@pytest.mark.parametrize(
    ("sheets", "why"),
    [
        ({"Sheet1": [("a", "b")]}, "no sheet 'survey' (its sheets: Sheet1)"),
        ({"survey": []}, "no column 'type'"),
        ({"survey": [("name", "label"), ("a", "b")]}, "no column 'type'"),
        ({"survey": [("type", "name", "label")]}, "it asks no questions"),
        ({"survey": [("type", "name"), ("calculate", "c")]}, "it asks no questions"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_with_what_is_missing(
    sheets: dict[str, list[tuple[str, ...]]], why: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        read_source(workbook_at(tmp_path / "form.xlsx", **sheets))
    assert why in str(caught.value)


TYPES = st.sampled_from(
    ["text", "integer", "select_one l", "select_multiple l", "select_one m or_other", "begin group", "end group", "begin repeat", "note",
     "image", "calculate", "date", "decimal", "range", "acknowledge", "weird", "", "select_one", "rank l", "start", "select_one gone"]
)  # fmt: skip
NAMES = st.sampled_from(["a", "b", "c", "A", "my name", "", "not", "1", "meta", "ណា"])
TEXTS = st.one_of(
    st.just(""),
    st.sampled_from(["Label?", "${a} says", "<b>x</b>", "a: b # c", "=1", "\n", "-", "'"]),
    st.text(max_size=12),
)
RELEVANT = st.sampled_from(
    [
        "",
        "",
        "${a} = 'x'",
        "${b} != ''",
        "${c} > 3 and ${a} = 'y'",
        "selected(${b}, 'x')",
        "not(${a} = 'x')",
        "${gone} = 1",
        "((",
        "${c} < 1",
    ]
)
CONSTRAINTS = st.sampled_from(["", "", ". > 3", ". < 3 and . > 5", "regex(., 'x')", ". >= 0.1"])
CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["l", "m", ""]), st.sampled_from(["x", "y", "X", "dk", "yes", "no", "", "ណា"]), TEXTS
    ),
    max_size=8,
)


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.tuples(TYPES, NAMES, TEXTS, RELEVANT, CONSTRAINTS, TEXTS), min_size=1, max_size=14),
    choices=CHOICES,
)
def test_any_form_becomes_a_bank_in_order_or_is_refused(
    rows: list[tuple[str, ...]], choices: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("form")
    try:
        imported(folder, *rows, choices=[("list_name", "name", "label"), *choices])
    except QuestionnaireError as error:
        refusal = error.message
    else:
        refusal = "it asks no questions"
    assert "it asks no questions" in refusal

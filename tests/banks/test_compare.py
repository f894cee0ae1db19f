"""What differs between two versions of a bank: told by question, nothing told twice, and what becomes of the answers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.banks.compare import differences
from questionnaire.banks.compare_words import changed_parts, summary_of
from questionnaire.banks.difference import Becomes, Difference, Kind, Part
from questionnaire.banks.model import Bank
from questionnaire.banks.pairs import out_of_order
from questionnaire.banks.read import parse_bank
from questionnaire.banks.versions import is_newer, newer_bank, version_not_raised
from questionnaire.interviews.answers import OPEN, Answer, Evidence, EvidenceState, Value
from questionnaire.interviews.carried import carried_over
from tests.tiny import TINY, bank_of

UNION_PRESENT = TINY[TINY.index("      - id: union-present") : TINY.index("      - id: chosen")]
KINDS = TINY[TINY.index("      - id: kinds") : TINY.index("      - {id: since")]
SINCE = "      - {id: since, ask: {en: Since when?, nl: Sinds wanneer?}, answer: date}\n"
WHAT_MEMBERS = TINY[TINY.index("              - id: members") : TINY.index("                flags:\n")]
NEW = "      - {id: brand-new, ask: {en: Brand new?, nl: Splinternieuw?}, answer: text}\n"


def changed(*changes: tuple[str, str]) -> Bank:
    """The tiny bank with texts of its file replaced, each of which it must have."""
    text = TINY
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return bank_of(text)


def found(*changes: tuple[str, str]) -> tuple[Difference, ...]:
    return differences(bank_of(TINY), changed(*changes))


def short(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """What differs as id, kind and field."""
    return [(one.id, one.kind, one.field) for one in found(*changes)]


def words(*changes: tuple[str, str], language: str = "en") -> list[str]:
    new = changed(*changes)
    parts = changed_parts(found(*changes), bank_of(TINY), new, language)
    return [sentence for part in parts for sentence in (*part.changes, part.answers) if sentence]


def test_the_same_bank_does_not_differ() -> None:
    assert found() == ()
    assert found(('version: "1"', 'version: "2"')) == ()
    assert summary_of(()) == ""


def test_an_inserted_question_is_the_only_thing_told() -> None:
    assert short(("      - id: union-present", NEW + "      - id: union-present")) == [
        ("brand-new", "added", "")
    ]
    assert words(("      - id: union-present", NEW + "      - id: union-present")) == [
        "New.",
        "It is to be asked.",
    ]


def test_a_removed_question_stands_behind_what_it_stood_behind() -> None:
    old, new = bank_of(TINY), changed((KINDS, ""), ("Since when?", "From when on?"))
    assert [(one.id, one.kind, one.answers) for one in differences(old, new)] == [
        ("kinds", Kind.REMOVED, Becomes.SET_ASIDE),
        ("since", Kind.REWORDED, Becomes.KEPT),
    ]
    first = TINY[TINY.index("      - id: workers-total") : TINY.index("      - id: union-present")]
    flag = TINY[TINY.index("                flags:\n") : TINY.index("              - {id: union-name")]
    figures = TINY[TINY.index("figures:") : TINY.index("sections:")]
    without_first = changed((first, ""), (figures, ""), (flag, ""))
    assert differences(old, without_first)[0] == Difference(
        Part.QUESTION, "workers-total", Kind.REMOVED, Becomes.SET_ASIDE
    )


def test_only_what_was_moved_is_told_as_moved() -> None:
    assert short((SINCE, ""), ("      - id: workers-total", SINCE + "      - id: workers-total")) == [
        ("since", "moved", "order")
    ]
    assert words((SINCE, ""), ("      - id: workers-total", SINCE + "      - id: workers-total")) == [
        "Stands in another place: it was 1.5.",
        "Answers are kept.",
    ]


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_what_stays_stands_in_order_and_is_as_much_as_can_be(order: list[int], gone: set[int]) -> None:
    before = [str(number) for number in range(8)]
    after = [str(number) for number in order if number not in gone]
    moved = out_of_order(before, after, {name: name for name in before})
    stay = [name for name in after if name not in moved]
    assert stay == sorted(stay)
    if len(moved) == 1:
        assert after != sorted(after)
    assert bool(moved) is (after != sorted(after))


def test_a_probe_of_its_own_and_of_another_question() -> None:
    probe = "              - {id: union-name, ask: {en: Its name?, nl: De naam?}, answer: text}\n"
    alone = "      - {id: union-name, ask: {en: Its name?, nl: De naam?}, answer: text}\n"
    assert [one for one in short((probe, ""), (SINCE, alone + SINCE)) if one[0] == "union-name"] == [
        ("union-name", "moved", "parent"),
        ("union-name", "meaning", "when"),
    ]
    assert "Now asked on its own, no longer as a probe." in words((probe, ""), (SINCE, alone + SINCE))
    elsewhere = SINCE[:-2] + (
        ", probes: [{when: answered, questions: [{id: union-name, ask: {en: Its name?, nl: De naam?},"
        " answer: text}]}]}\n"
    )
    told = words((probe, ""), (SINCE, elsewhere))
    assert "Now a probe of 1.5 since." in told
    assert "Asked when 1.5 since is answered; was 1.2 union-present is yes or partly." in told


def test_a_section_takes_its_questions_along() -> None:
    new_section = "  - id: more\n    title: {en: More, nl: Meer}\n    questions:\n"
    assert short((SINCE, new_section + SINCE)) == [("more", "added", ""), ("since", "moved", "section")]
    assert "Comes from the section “Union”." in words((SINCE, new_section + SINCE))
    assert short(("  - id: union\n", "  - id: the-union\n")) == [("the-union", "renamed", "")]
    assert short(("title: {en: Union,", "title: {en: Unions,")) == [("union", "reworded", "title")]


def test_sections_change_places() -> None:
    one, other = (
        f"  - id: {name}\n    title: T\n    questions: [{{id: {name}-q, ask: Q{name}?, answer: text}}]\n"
        for name in ("a", "b")
    )
    head = 'bank: two\nversion: "1"\nlanguages: [en]\ntitle: Two\nsections:\n'
    old, new = bank_of(head + one + other), bank_of(head + other + one)
    assert [(each.part, each.kind, each.field) for each in differences(old, new)] == [
        (Part.SECTION, Kind.MOVED, "order")
    ]
    assert differences(old, bank_of(head + other))[0].id == "a"


def test_was_is_a_rename_and_conditions_follow_it_unseen() -> None:
    renamed = (
        ("id: union-present\n", "id: union-here\n        was: [union-present]\n"),
        ("ask_if: {union-present:", "ask_if: {union-here:"),
        ("when: {union-present: yes,", "when: {union-here: yes,"),
    )
    assert short(*renamed) == [("union-here", "renamed", "")]
    assert words(*renamed) == ["Its id was union-present.", "Answers are kept."]
    old, new = bank_of(TINY), changed(*renamed)
    assert [(one.id, one.kind) for one in differences(new, old)] == [("union-present", Kind.RENAMED)]


def test_a_figure_follows_a_rename_too() -> None:
    renamed = ("id: members\n", "id: members-now\n                was: [members]\n")
    assert short(renamed, ("percent: members,", "percent: members-now,")) == [("members-now", "renamed", "")]
    assert short(("percent: members, of: workers-total", "difference: [members, workers-total]")) == [
        ("density", "meaning", "of")
    ]
    (sentence,) = words(("percent: members, of: workers-total", "difference: [members, workers-total]"))
    assert sentence == (
        "Worked out as the difference between members, workers-total; "
        "was members as a percentage of workers-total."
    )


def test_a_likely_rename_is_a_guess_and_its_answers_do_not_come_along() -> None:
    guess = ("id: kinds\n", "id: bodies\n")
    (difference,) = found(guess)
    assert (difference.id, difference.was, difference.is_guess) == ("bodies", "kinds", True)
    assert difference.answers is Becomes.ASKED_AGAIN
    assert "was: [kinds]" in words(guess)[0]
    assert summary_of(found(guess)) == "1 question perhaps renamed"
    carried = carried_over(bank_of(TINY), changed(guess), {"kinds": Answer(("council",))})
    assert (carried.answers, carried.set_aside) == ({}, {"kinds": Answer(("council",))})


def test_what_is_not_alike_is_no_guess() -> None:
    other = (
        "{id: since, ask: {en: Since when?, nl: Sinds wanneer?}",
        "{id: agreed, ask: {en: A day?, nl: Dag?}",
    )
    assert [(one.id, one.kind) for one in found(other)] == [
        ("since", Kind.REMOVED),
        ("agreed", Kind.ADDED),
    ]
    as_text = (
        "id: since, ask: {en: Since when?, nl: Sinds wanneer?}, answer: date",
        "id: agreed, ask: {en: Since when?, nl: Sinds wanneer?}, answer: text",
    )
    assert {one.kind for one in found(as_text)} == {Kind.REMOVED, Kind.ADDED}


def test_wording_alone_keeps_the_answers() -> None:
    assert words(("How many workers?", "How many people?")) == [
        "Question: “How many people?”; was “How many workers?”.",
        "Answers are kept.",
    ]
    assert words(("Hoeveel werknemers?", "Hoeveel mensen?"))[0] == (
        "Question (nl): “Hoeveel mensen?”; was “Hoeveel werknemers?”."
    )
    assert words(("Hoeveel werknemers?", "Hoeveel mensen?"), language="nl")[0].startswith("Question: “Hoe")
    listened = (
        "        whole: true\n",
        "        whole: true\n        listen_for: {en: A count., nl: Een telling.}\n",
    )
    assert words(listened)[0] == "What to listen for, new: “A count.”."


def test_a_language_added_is_told_once() -> None:
    old = bank_of(
        'bank: b\nversion: "1"\nlanguages: [en]\ntitle: T\nsections:\n  - id: s\n    title: S\n'
        "    questions: [{id: q, ask: Q?, answer: text}]\n"
    )
    new = bank_of(
        'bank: b\nversion: "2"\nlanguages: [en, nl]\ntitle: {en: T, nl: T}\nsections:\n  - id: s\n'
        "    title: {en: S, nl: S}\n    questions: [{id: q, ask: {en: Q?, nl: V?}, answer: text}]\n"
    )
    assert [(one.kind, one.after) for one in differences(old, new)] == [(Kind.LANGUAGE_ADDED, "nl")]
    assert [(one.kind, one.before) for one in differences(new, old)] == [(Kind.LANGUAGE_REMOVED, "nl")]


@pytest.mark.parametrize(
    ("change", "kind", "answers", "sentence"),
    [
        (("By ballot", "By secret ballot"), Kind.CHOICE_RELABELLED, Becomes.KEPT,
         "Choice [ballot]: Words: “By secret ballot”; was “By ballot”."),
        (("          - {id: named, ", "          - {id: third, label: {en: T, nl: D}}\n          - {id: named, "),
         Kind.CHOICE_ADDED, Becomes.KEPT, "Choice added: “T” [third]."),
    ],
)  # fmt: skip
def test_choices_that_leave_answers_alone(
    change: tuple[str, str], kind: Kind, answers: Becomes, sentence: str
) -> None:
    (difference,) = found(change)
    assert (difference.id, difference.kind, difference.answers) == ("chosen", kind, answers)
    assert words(change) == [sentence, "Answers are kept."]


def test_a_choice_removed_asks_again_and_an_id_changed_by_mistake_is_named() -> None:
    committee = "          - {id: committee, label: {en: Committee, nl: Commissie}}\n"
    other = "          - {id: union, label: {en: A union, nl: Een bond}}\n"
    told = found((committee, other))
    assert [(one.kind, one.answers) for one in told] == [
        (Kind.CHOICE_ADDED, Becomes.KEPT),
        (Kind.CHOICE_REMOVED, Becomes.ASKED_AGAIN),
    ]
    assert words((committee, other))[-1].startswith("Answers that no longer fit are set aside")
    mistyped = ("{id: committee,", "{id: comittee,")
    assert "If it is the same choice, leave it its id." in " ".join(words(mistyped))
    turned = (
        ("          - {id: council, label: {en: Council, nl: Raad}}\n", ""),
        (committee, committee + "          - {id: council, label: {en: Council, nl: Raad}}\n"),
    )
    assert short(*turned) == [("kinds", "choices-reordered", "choices")]


@pytest.mark.parametrize(
    ("change", "field", "answers", "sentence"),
    [
        (("nl: Sinds wanneer?}, answer: date", "nl: Sinds wanneer?}, answer: text"), "answer",
         Becomes.ASKED_AGAIN, "Answered with a text; was a date."),
        (("        min: 0\n", "        min: 5\n"), "min", Becomes.ASKED_AGAIN, "At least 5; was 0."),
        (("        min: 0\n", ""), "min", Becomes.KEPT, "At least without limit; was 0."),
        (("        min: 0\n", "        min: 0\n        max: 9\n"), "max", Becomes.ASKED_AGAIN,
         "At most 9; was without limit."),
        (("        whole: true\n", ""), "whole", Becomes.KEPT, "No longer whole numbers only."),
        (("        min: 0\n        short_form: true\n", "        min: 0\n"), "short_form", Becomes.KEPT,
         "No longer in the short form."),
        (("        min: 0\n        short_form: true\n", "        min: 0\n        short_form: true\n        about_prices: true\n"),
         "about_prices", Becomes.KEPT, "Now about prices."),
        (("        ask_if: {union-present: {not: no}}\n", ""), "ask_if", Becomes.KEPT,
         "Asked when always; was 1.2 union-present is not no."),
        (("        ask_if: {union-present: {not: no}}", "        ask_if: {union-present: yes}"), "ask_if",
         Becomes.KEPT, "Asked when 1.2 union-present is yes; was 1.2 union-present is not no."),
        (("        whole: true\n", "        whole: true\n        ask_of: [union]\n"), "ask_of", Becomes.KEPT,
         "Asked of a union; was everyone."),
        (("{when: refused, severity: low,", "{when: refused, severity: high,"), "flags", Becomes.KEPT,
         "Needs follow-up (high, was low) when the answer is refused."),
        (("          - {when: refused, severity: low, because: {en: Refused., nl: Geweigerd.}}\n", ""), "flags",
         Becomes.KEPT, "No longer needs follow-up (low) when the answer is refused."),
        (("        min: 0\n", "        min: 0\n        unit: {en: people, nl: mensen}\n"), "unit", Becomes.KEPT,
         "What is counted, new: “people”."),
    ],
)  # fmt: skip
def test_what_is_meant_otherwise(
    change: tuple[str, str], field: str, answers: Becomes, sentence: str
) -> None:
    (difference,) = found(change)
    assert (difference.kind, difference.field, difference.answers) == (Kind.MEANING, field, answers)
    assert words(change)[0] == sentence


def test_checks_figures_and_the_bank_itself() -> None:
    assert short(("when: {union-present: yes, chosen: named}", "when: {chosen: named}")) == [
        ("named-yet-free", "meaning", "when")
    ]
    assert short(
        ("    severity: high\n    because: {en: These", "    severity: low\n    because: {en: These")
    ) == [("named-yet-free", "meaning", "severity")]
    assert short(("Who named them?", "By whom?")) == [("named-yet-free", "reworded", "ask_next")]
    check = TINY[TINY.index("checks:") :]
    assert short((check, "")) == [("named-yet-free", "removed", "")]
    assert [(one.id, one.kind) for one in differences(changed((check, "")), bank_of(TINY))] == [
        ("named-yet-free", Kind.ADDED)
    ]
    assert short(("title: {en: Members,", "title: {en: Density,")) == [("density", "reworded", "title")]
    assert short(("title: {en: Tiny,", "title: {en: Small,")) == [("tiny", "reworded", "title")]
    assert short(("bank: tiny", "bank: other")) == [("other", "renamed", "")]


def test_a_condition_that_reads_the_same_but_is_another() -> None:
    other_id = (("{id: named,", "{id: by-management,"), ("chosen: named}", "chosen: by-management}"))
    assert any("though it reads the same" in sentence for sentence in words(*other_id))


def test_the_shipped_banks_can_be_compared_with_one_another() -> None:
    banks = []
    for name in ("freedom-of-association", "child-labour"):
        bank, _mistakes = parse_bank(
            (Path(__file__).parents[2] / "question_banks" / f"{name}.yaml").read_bytes()
        )
        assert bank is not None
        banks.append(bank)
    old, new = banks
    assert differences(old, old) == ()
    told = differences(old, new)
    gone = {one.id for one in told if one.kind is Kind.REMOVED and one.part is Part.QUESTION}
    guessed = {one.was for one in told if one.is_guess and one.part is Part.QUESTION}
    assert gone | guessed == {question.id for question in old.questions()} - {q.id for q in new.questions()}
    assert changed_parts(told, old, new, "nl")


# what comes along


@pytest.mark.parametrize(
    ("change", "question", "value", "is_kept"),
    [
        (("How many workers?", "How many people?"), "workers-total", 900, True),
        (("        min: 0\n", "        min: 1000\n"), "workers-total", 900, False),
        (("        min: 0\n", "        min: 0\n        max: 900\n"), "workers-total", 900, True),
        (("answer: number\n        whole: true", "answer: percentage"), "workers-total", 90, False),
        ((WHAT_MEMBERS, WHAT_MEMBERS + "                whole: true\n"), "members", 1.5, False),
        (("{id: council,", "{id: board,"), "kinds", ("council", "committee"), False),
        (("{id: council,", "{id: board,"), "kinds", ("committee",), True),
        (("By ballot", "By secret ballot"), "chosen", "ballot", True),
        (("{id: ballot,", "{id: secret-ballot,"), "chosen", "ballot", False),
        (("answer: date", "answer: text"), "since", "2026", False),
        (("Since when?", "From when on?"), "since", "2026-05", True),
        ((SINCE, ""), "since", "2026", False),
    ],
)  # fmt: skip
def test_an_answer_comes_along_where_it_still_is_one(
    change: tuple[str, str], question: str, value: Value, is_kept: bool
) -> None:
    answer = Answer(value, note="A note.", evidence=(Evidence(EvidenceState.SEEN, "minutes"),), marked=True)
    carried = carried_over(bank_of(TINY), changed(change), {question: answer})
    assert carried.answers == ({question: answer} if is_kept else {})
    assert carried.set_aside == ({} if is_kept else {question: answer})
    assert carried.renamed == {}


def test_a_renamed_answer_and_one_with_no_value() -> None:
    new = changed(("{id: since,", "{id: agreed-on, was: [since],"), ("{id: ballot,", "{id: secret-ballot,"))
    answers = {"since": Answer("2026"), "chosen": Answer(note="Would not say which."), "kinds": OPEN}
    carried = carried_over(bank_of(TINY), new, answers)
    assert carried.answers == {
        "agreed-on": Answer("2026"),
        "chosen": Answer(note="Would not say which."),
        "kinds": OPEN,
    }
    assert carried.renamed == {"agreed-on": "since"}
    assert carried.set_aside == {}


def test_an_open_answer_of_a_question_that_went_is_nothing_to_set_aside() -> None:
    assert carried_over(bank_of(TINY), changed((SINCE, "")), {"since": OPEN}).set_aside == {}


# versions


@pytest.mark.parametrize(
    ("version", "than", "is_so"),
    [
        ("1.10", "1.9", True), ("1.9", "1.10", False), ("2", "1.9", True), ("1.0", "1.0", False), ("1.0.1", "1.0", True),
        ("1.0", "1.0-draft", True), ("1.0-draft", "1.0", False), ("2026-05", "2025-11", True), ("b", "a", True),
    ],
)  # fmt: skip
def test_which_version_is_newer(version: str, than: str, is_so: bool) -> None:
    assert is_newer(version, than) is is_so


def test_the_newest_of_a_folder_is_found(tmp_path: Path) -> None:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    bank = bank_of(TINY)
    same = put("same.yaml", TINY)
    other = put("other.yaml", TINY.replace("bank: tiny", "bank: other").replace('"1"', '"9"'))
    newer = put("newer.yaml", TINY.replace('version: "1"', "version: 1.2   # a remark"))
    newest = put("newest.yaml", TINY.replace('version: "1"', "version: '1.10'"))
    broken = put("broken.yaml", TINY.replace('version: "1"', 'version: "3"').replace("yes-no", "yes-on"))
    quoted = put(
        "quoted.yaml", TINY.replace("bank: tiny", '"bank": tiny').replace('version: "1"', '"version": "1.11"')
    )
    assert newer_bank([same, other, broken, tmp_path / "none.yaml"], bank) is None
    for paths, version in (([newer], "1.2"), ([newest, newer, same], "1.10"), ([newest, quoted], "1.11")):
        found_bank = newer_bank(paths, bank)
        assert found_bank is not None
        assert found_bank.version == version


def test_a_version_that_was_not_raised_is_told_at_the_version() -> None:
    mistake = version_not_raised(TINY.encode(), bank_of(TINY))
    assert (mistake.line, mistake.column) == (2, 10)
    assert mistake.message == (
        "tiny has changed since an interview was held on its version 1; "
        "raise the version, so that old answers keep the questions they were given on"
    )

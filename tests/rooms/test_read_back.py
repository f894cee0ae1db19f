"""Sheets of another machine, read back: what is brought, by whom it is known, what is kept as a conflict; on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.banks.model import Reason, Respondent
from questionnaire.errors import ChangedElsewhereError, InputError, NotFoundError
from questionnaire.interviews.answers import OPEN, Answer, Evidence, EvidenceState
from questionnaire.interviews.merging import Meeting
from questionnaire.rooms.read_plan import Match, RoundState
from questionnaire.sheets.audience import Audience
from tests.rooms.reading_back import Machine
from tests.store.conftest import place, postgresql, server
from tests.tiny import TINY

__all__ = ["place", "postgresql", "server"]

OS_ID = "CN2021250D1DTN7"
YES, NO = Answer("yes"), Answer("no")
RICH = Answer(
    "partly",
    note="Said twice, \U0001f9f5.",
    evidence=(Evidence(EvidenceState.SEEN, "the letter"), Evidence(EvidenceState.PROMISED, "minutes")),
    marked=True,
)


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path, "ann")
    yield machine
    machine.workspace.close()


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Machine]:
    """The other machine, whose clock is slow."""
    machine = Machine(tmp_path, "ben", minutes=-45)
    yield machine
    machine.workspace.close()


def test_the_whole_way_on_either_engine(ann: Machine, place: str, tmp_path: Path) -> None:
    """Brought, gone on with, in conflict, decided; reading any of it twice changes nothing."""
    team = Machine(tmp_path, "team", place)
    ann.started(os_id=OS_ID, union_present=YES, workers_total=Answer(900), kinds=Answer(("council",)))
    team.reads(ann.sheet("first.json"))
    assert team.answers() == ann.answers()
    ann.say(union_present=RICH, workers_total=Answer(901))
    team.say(union_present=NO)
    second = ann.sheet("second.json")
    team.reads(second)
    assert team.answers() == {**ann.answers(), "union-present": NO}
    (conflict,) = team.workspace.conflicts.all()
    assert (conflict.ours, conflict.theirs.answer, conflict.origin) == (NO, RICH, "ann")
    once = team.dump()
    for name in ("first.json", "second.json"):
        team.reads(ann.folder / name)
        assert team.dump() == once
    assert team.workspace.conflicts.settle(conflict, theirs=True).answers == ann.answers()
    assert team.workspace.conflicts.all() == []
    decided = team.dump()
    team.reads(second)
    assert team.dump() == decided
    assert team.workspace.open_interview("Voorbeeld").rebuild() is False
    ann.reads(team.sheet())
    assert ann.answers() == team.answers()
    team.workspace.close()


def test_an_interview_comes_whole(ann: Machine, ben: Machine) -> None:
    interview = ann.started(os_id=OS_ID, workers_total=Answer(900), union_present=RICH, since=Answer("2019"))
    interview.record("members", Answer(reason=Reason.TO_FOLLOW))
    interview.record("since", OPEN)
    preview = ben.looks_at(ann.sheet())
    assert (preview.match, preview.round, preview.is_new) == (Match.NEW, RoundState.MADE, True)
    read = ben.workspace.read_back.apply(preview)
    assert read.key == interview.key
    assert {**read.answers, "since": OPEN} == interview.answers
    assert read.findings == interview.findings
    assert read.progress() == interview.progress()
    assert read.walk.context == interview.walk.context
    assert (read.round, read.respondent, read.language) == ("2026", Respondent.MANAGEMENT, "en")
    assert (read.started_at, read.begun_by) == (interview.started_at, "ann (read from a sheet)")
    assert read.rebuild() is False
    supplier = read.supplier
    assert (supplier.name, supplier.country, supplier.os_id, supplier.workers) == (
        "Voorbeeld Knit",
        "BD",
        OS_ID,
        900,
    )


def test_the_trace_of_the_other_machine_comes_along(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=YES)
    interview.visit("since")
    interview.visit("union-present")
    interview.record("union-present", NO)
    read = ben.reads(ann.sheet())
    theirs, here = interview.history(), read.history()
    assert [(one.id, one.at, one.before, one.after) for one in here] == [
        (one.id, one.at, one.before, one.after) for one in theirs
    ]
    assert {one.by for one in here} == {"ann (read from a sheet)"}


def test_looking_writes_nothing_and_reading_twice_changes_nothing(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=RICH)
    before, sheet = ben.dump(), ann.sheet()
    ben.looks_at(sheet)
    assert ben.dump() == before
    ben.reads(sheet)
    once = ben.dump()
    assert once != before
    assert ben.looks_at(sheet).changes_nothing
    ben.reads(sheet)
    assert ben.dump() == once
    own = ann.dump()
    ann.reads(sheet)
    assert ann.dump() == own


def test_there_and_back_again(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES, workers_total=Answer(900))
    first = ann.sheet()
    ben.reads(first)
    ben.say(union_present=NO, since=Answer("2020"))
    second = ben.sheet()
    preview = ann.looks_at(second)
    assert [one.question for one in preview.met_as(Meeting.UPDATED)] == ["union-present"]
    assert [one.question for one in preview.met_as(Meeting.NEW)] == ["since"]
    read = ann.reads(second)
    assert (
        ann.answers()
        == ben.answers()
        == {
            "union-present": NO,
            "workers-total": Answer(900),
            "since": Answer("2020"),
        }
    )
    assert [finding.key for finding in read.findings] == ["flag:union-present:1"]
    here, there = ann.dump(), ben.dump()
    for sheet in (first, second, ann.sheet()):
        ann.reads(sheet)
        ben.reads(sheet)
    assert ben.answers() == ann.answers()
    assert {**ann.dump(), "export": []} == {**here, "export": []}
    assert ben.dump() == there


def test_an_older_sheet_takes_nothing_back(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    old = ann.sheet("old.json")
    ben.reads(old)
    ben.say(union_present=NO)
    before = ben.dump()
    assert [one.meeting for one in ben.looks_at(old).met] == [Meeting.OLDER]
    ben.reads(old)
    assert ben.dump() == before


def test_a_visit_that_went_on_after_the_sheet_was_made(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=YES)
    ben.reads(ann.sheet())
    interview.record("union-present", NO)
    assert len(interview.history()) == 1
    read = ben.reads(ann.sheet())
    assert read.answer("union-present") == NO
    assert [(one.before, one.after) for one in read.history()] == [(OPEN, NO)]


@pytest.fixture
def apart(ann: Machine, ben: Machine) -> tuple[Machine, Machine]:
    """Both went on from the same, to different answers; ann has read ben's sheet."""
    ann.started(union_present=YES, workers_total=Answer(900))
    ben.reads(ann.sheet())
    ben.say(union_present=NO, since=Answer("2020"))
    ann.say(union_present=RICH)
    ann.reads(ben.sheet())
    return ann, ben


def test_a_conflict_keeps_both_sides(apart: tuple[Machine, Machine]) -> None:
    ann, ben = apart
    (conflict,) = ann.workspace.conflicts.all()
    assert (conflict.question, conflict.ours, conflict.theirs.answer) == ("union-present", RICH, NO)
    assert (conflict.origin, conflict.read_by, conflict.kept) == ("ben", "ann", None)
    assert conflict.said_at is not None
    assert ann.answers() == {
        "union-present": RICH, "workers-total": Answer(900), "since": Answer("2020"),
    }  # fmt: skip
    assert ben.workspace.conflicts.all() == []
    before, again = ann.dump(), ben.sheet()
    preview = ann.looks_at(again)
    assert preview.kept == {"union-present"}
    assert preview.changes_nothing
    ann.reads(again)
    assert {**ann.dump(), "export": []} == {**before, "export": []}


def test_ours_stays_and_the_other_machine_hears_of_the_decision(apart: tuple[Machine, Machine]) -> None:
    ann, ben = apart
    conflict = ann.workspace.conflicts.about(ann.say().key, "union-present")
    ann.workspace.conflicts.settle(conflict, theirs=False)
    assert ann.answers()["union-present"] == RICH
    assert ann.workspace.conflicts.all() == []
    (settled,) = ann.workspace.conflicts.all(settled=True)
    assert (settled.kept, settled.settled_by, settled.theirs.answer) == ("ours", "ann", NO)
    read = ben.reads(ann.sheet())
    assert read.answer("union-present") == RICH
    assert ben.workspace.conflicts.all(settled=True) == []


def test_theirs_comes_in_force_with_its_history(apart: tuple[Machine, Machine]) -> None:
    ann, ben = apart
    conflict = ann.workspace.conflicts.about(ann.say().key, "union-present")
    after = ann.workspace.conflicts.settle(conflict, theirs=True)
    assert after.answer("union-present") == NO
    assert [finding.key for finding in after.findings] == ["flag:union-present:1"]
    assert after.rebuild() is False
    last = after.history("union-present")[-1]
    assert (last.by, last.before, last.after) == ("ann", RICH, NO)
    assert "ben (read from a sheet)" in {one.by for one in after.history("union-present")}
    assert ben.looks_at(ann.sheet()).met_as(Meeting.SAME) == ben.looks_at(ann.sheet()).met
    (settled,) = ann.workspace.conflicts.all(settled=True)
    assert (settled.kept, settled.ours, settled.theirs.answer) == ("theirs", RICH, NO)


VALUES = {
    "workers-total": st.integers(0, 2000),
    "union-present": st.sampled_from(["yes", "partly", "no"]),
    "kinds": st.sampled_from([("council",), ("committee",), ("council", "committee")]),
    "union-name": st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
}
SAID = st.fixed_dictionaries({}, optional={name: st.builds(Answer, value) for name, value in VALUES.items()})


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SAID, here=SAID, there=SAID)
def test_no_answer_of_either_side_is_lost(
    ann: Machine, ben: Machine, first: dict[str, Answer], here: dict[str, Answer], there: dict[str, Answer]
) -> None:
    """Whatever both sides say: it is in force, or beside it as a conflict; or the other side said nothing since."""
    name = f"Voorbeeld {len(ann.workspace.suppliers()) + 1}"
    ann.workspace.add_supplier(name)
    interview = ann.workspace.start_interview(name, "tiny", Respondent.MANAGEMENT)
    for question, answer in first.items():
        interview.record(question, answer)
    common = dict(interview.answers)
    theirs = ben.reads(ann.sheet(supplier=name))
    ours = ann.workspace.open_interview(interview.key)
    for said_by, answers in ((ours, here), (theirs, there)):
        for question, answer in answers.items():
            said_by.record(question, answer)
    said = {ann: dict(ours.answers), ben: dict(theirs.answers)}
    sheets = {machine: machine.sheet(supplier=name) for machine in said}
    for machine, other in ((ann, ben), (ben, ann)):
        read = machine.reads(sheets[other])
        beside = {(one.question, one.theirs.answer) for one in machine.workspace.conflicts.all(read.key)}
        for side in (machine, other):
            for question, answer in said[side].items():
                is_beside = side is other and (question, answer) in beside
                is_gone_on_from = answer == common.get(question)
                assert read.answer(question) == answer or is_beside or is_gone_on_from


def test_a_conflict_on_both_machines_is_decided_once(apart: tuple[Machine, Machine]) -> None:
    ann, ben = apart
    ben.reads(ann.sheet())
    (there,) = ben.workspace.conflicts.all()
    assert (there.ours, there.theirs.answer) == (NO, RICH)
    conflict = ann.workspace.conflicts.about(ann.say().key, "union-present")
    ann.workspace.conflicts.settle(conflict, theirs=True)
    ben.reads(ann.sheet())
    (settled,) = ben.workspace.conflicts.all(settled=True)
    assert (settled.kept, ben.answers()["union-present"]) == ("ours", NO)


def test_a_conflict_is_decided_once_and_for_what_is_there(apart: tuple[Machine, Machine]) -> None:
    ann, _ben = apart
    key = ann.say().key
    with pytest.raises(NotFoundError, match="There are: union-present"):
        ann.workspace.conflicts.about(key, "since")
    with pytest.raises(NotFoundError, match="no other answer"):
        ann.workspace.conflicts.about(key, "union-present", "carl")
    assert ann.workspace.conflicts.about(key, "union-present", "BEN").origin == "ben"
    ann.say(union_present=NO)
    assert ann.workspace.conflicts.all() == []


def test_two_others_are_told_apart(apart: tuple[Machine, Machine], tmp_path: Path) -> None:
    ann, ben = apart
    eva = Machine(tmp_path, "eva")
    eva.reads(ben.sheet("first.json"))
    eva.say(union_present=Answer(reason=Reason.REFUSED))
    ann.reads(eva.sheet())
    eva.workspace.close()
    key = ann.say().key
    with pytest.raises(
        NotFoundError, match=r"There are 2 other answers to union-present, from: ben .*, eva "
    ):
        ann.workspace.conflicts.about(key, "union-present")
    ann.workspace.conflicts.settle(ann.workspace.conflicts.about(key, "union-present", "eva"), theirs=True)
    assert ann.answers()["union-present"].reason is Reason.REFUSED
    assert [one.origin for one in ann.workspace.conflicts.all()] == ["ben"]


def test_what_was_changed_since_the_preview_is_not_written_over(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    ben.reads(ann.sheet())
    ben.say(union_present=NO)
    preview = ann.looks_at(ben.sheet())
    ann.say(union_present=RICH)
    before = ann.dump()
    with pytest.raises(ChangedElsewhereError):
        ann.workspace.read_back.apply(preview)
    assert ann.dump() == before
    ben_again = ben.looks_at(ann.sheet())
    ben.workspace.read_back.apply(ben_again)
    assert len(ben.workspace.conflicts.all()) == 1


def test_an_interview_that_came_meanwhile_is_not_made_twice(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    preview = ben.looks_at(ann.sheet())
    ben.workspace.read_back.apply(preview)
    before = ben.dump()
    with pytest.raises(ChangedElsewhereError):
        ben.workspace.read_back.apply(preview)
    assert ben.dump() == before


def test_two_brands_at_a_supplier_they_share(ann: Machine, ben: Machine) -> None:
    """Known by its OS ID under whatever name; both interviews stay as they are, in one round."""
    theirs = ann.started("Voorbeeld Knit", os_id=OS_ID, union_present=YES)
    ours = ben.started("Voorbeeld Knitwear Ltd", os_id=OS_ID, union_present=NO)
    preview = ben.looks_at(ann.sheet())
    assert (preview.match, preview.supplier, preview.is_new) == (Match.OS_ID, ours.supplier, True)
    assert preview.round is RoundState.OPEN
    ben.workspace.read_back.apply(preview)
    both = {one.id: (one.by, one.round) for one in ben.workspace.interviews("Voorbeeld Knitwear Ltd")}
    assert both == {theirs.key: ("ann (read from a sheet)", "2026"), ours.key: ("ben", "2026")}
    assert ben.workspace.open_interview(ours.key).answers == {"union-present": NO}
    assert ben.workspace.open_interview(theirs.key).answers == {"union-present": YES}
    assert ben.workspace.conflicts.all() == []


def test_the_suppliers_sheet_is_made_of_an_interview_begun_here(ann: Machine, ben: Machine) -> None:
    """Another brand's is taken where there is no other, or where it is named; and it is said where it is the later one."""
    ben.started("Voorbeeld Knit", os_id=OS_ID, union_present=NO)
    theirs = ann.started("Voorbeeld Knit", os_id=OS_ID, union_present=YES)
    alone = ann.sheet()
    later = ann.workspace.start_interview("Voorbeeld", "tiny", Respondent.MANAGEMENT, language="en")
    ours = ben.workspace.open_interview("Voorbeeld").key
    room, path = ben.workspace.hand_out, ben.folder / "handed.json"
    for number, sheet in enumerate((alone, ann.sheet("later.json"))):
        ben.reads(sheet)
        for audience in (Audience.SUPPLIER, Audience.PUBLIC):
            assert room.interview_for("Voorbeeld", audience).key == ours
        handed = room.export("Voorbeeld", path, audience=Audience.SUPPLIER, force=True)
        assert ours in path.read_text(encoding="utf-8")
        assert (theirs.key, later.key)[number] in handed.remark
        assert room.export("Voorbeeld", path, force=True).remark == ""
    assert room.interview_for("Voorbeeld", Audience.INTERNAL).key == later.key
    named = room.export("Voorbeeld", path, audience=Audience.SUPPLIER, interview=theirs.key, force=True)
    assert named.remark == ""
    assert theirs.key in path.read_text(encoding="utf-8")


def test_where_there_is_none_begun_here_one_that_was_read_is_taken(ann: Machine, ben: Machine) -> None:
    theirs = ann.started(union_present=YES)
    read = ben.reads(ann.sheet())
    assert read.begun_by == "ann (read from a sheet)"
    assert ben.workspace.hand_out.interview_for("Voorbeeld", Audience.SUPPLIER).key == theirs.key
    ann.reads(ben.sheet())
    assert ann.workspace.open_interview("Voorbeeld").begun_by == "ann"


def test_a_supplier_is_known_by_its_name_in_its_country(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    ben.workspace.add_supplier("voorbeeld knit", "BD")
    assert ben.looks_at(ann.sheet()).match is Match.NAME
    ben.reads(ann.sheet())
    assert len(ben.workspace.suppliers()) == 1


def test_two_sites_of_one_name_are_not_mixed(ann: Machine, ben: Machine) -> None:
    ann.started(os_id=OS_ID, union_present=YES)
    ben.workspace.add_supplier("Voorbeeld Knit", "BD", os_id="BD2019083E2G7HN")
    with pytest.raises(InputError, match=r"has the OS ID BD2019083E2G7HN here, and CN2021250D1DTN7"):
        ben.looks_at(ann.sheet())


def test_the_rounds_here_stay_as_they_are(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=YES)
    ben.workspace.add_supplier("Voorbeeld Knit", "BD")
    ben.workspace.start_interview("Voorbeeld", "tiny", Respondent.UNION, new_round=True, round_name="Spring")
    preview = ben.looks_at(ann.sheet())
    assert preview.round is RoundState.MADE_CLOSED
    ben.workspace.read_back.apply(preview)
    supplier = ben.workspace.supplier("Voorbeeld").id
    rounds = {one.name: one.closed_at is None for one in ben.workspace._store.rounds(supplier)}
    assert rounds == {"Spring": True, "2026": False}
    ann.workspace.start_interview("Voorbeeld", "tiny", Respondent.WORKERS)
    assert ben.looks_at(ann.sheet()).round is RoundState.CLOSED
    assert ben.workspace.open_interview(interview.key).round == "2026"


def test_a_finished_interview_comes_finished(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=YES)
    sheet = ann.sheet("before.json")
    ben.reads(sheet)
    interview.finish()
    read = ben.reads(ann.sheet())
    assert read.finished_at == interview.finished_at
    before = ben.dump()
    ben.reads(ann.sheet())
    assert ben.dump() == before


def test_a_finished_interview_is_not_changed(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=YES)
    ben.reads(ann.sheet())
    ben.say(union_present=NO)
    interview.finish()
    with pytest.raises(InputError, match=r"finished here, and 1 answer would change: union-present. Reopen"):
        ann.looks_at(ben.sheet())
    interview.reopen()
    assert ann.reads(ben.sheet()).answer("union-present") == NO


def test_what_is_open_here_is_not_finished_by_a_sheet_that_differs(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=YES)
    ben.reads(ann.sheet())
    ben.say(since=Answer("2020"))
    interview.finish()
    assert ben.reads(ann.sheet()).finished_at is None


def test_the_release_comes_from_the_folder_of_banks(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    sheet = ann.sheet()
    (ben.banks / "tiny.yaml").rename(ben.banks / "other.yaml")
    assert ben.looks_at(sheet).bank.id == "tiny"
    (ben.banks / "other.yaml").unlink()
    with pytest.raises(InputError, match=r"needs the bank tiny in version 1, .* --banks DIR"):
        ben.looks_at(sheet)


def test_another_text_under_the_same_version_is_refused(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    other = TINY.replace("Is there a union?", "Is there a trade union?")
    (ben.banks / "tiny.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(InputError, match="another text than the one the sheet was made on"):
        ben.looks_at(ann.sheet())
    ben.workspace.add_supplier("Voorbeeld Dye", "BD")
    ben.workspace.start_interview("Voorbeeld Dye", "tiny", Respondent.MANAGEMENT)
    (ben.banks / "tiny.yaml").unlink()
    with pytest.raises(InputError, match="another text than the one the sheet was made on"):
        ben.looks_at(ann.sheet())


def test_both_sides_must_be_on_one_version(ann: Machine, ben: Machine) -> None:
    ann.started(union_present=YES)
    ben.reads(ann.sheet())
    newer = TINY.replace('version: "1"', 'version: "2"').replace("{id: since,", "{id: founded, was: [since],")
    for machine in (ann, ben):
        (machine.banks / "tiny.yaml").write_text(newer, encoding="utf-8")
    here = ben.say(since=Answer("2020"))
    bank = ben.workspace.bank("tiny")
    ben.workspace.take_over(here, bank)
    with pytest.raises(InputError, match=r"sheet is on tiny 2, and the interview here on 1.*update"):
        ann.looks_at(ben.sheet())
    ann.workspace.take_over(ann.say(), bank)
    assert (
        ann.reads(ben.sheet()).answers
        == ben.answers()
        == {
            "union-present": YES,
            "founded": Answer("2020"),
        }
    )


def test_files_that_are_not_here_are_named(ann: Machine, ben: Machine, tmp_path: Path) -> None:
    paper = tmp_path / "minutes.pdf"
    paper.write_bytes(b"%PDF-1.4 minutes")
    piece = ann.workspace.evidence.with_file(Evidence(EvidenceState.RECEIVED, "minutes"), paper)
    ann.started(union_present=Answer("yes", evidence=(piece,)))
    preview = ben.looks_at(ann.sheet())
    assert preview.missing == (("union-present", piece),)
    ben.workspace.read_back.apply(preview)
    assert ben.answers()["union-present"].evidence == (piece,)
    assert ann.looks_at(ben.sheet()).missing == ()


def test_a_history_of_another_interview_is_refused(ann: Machine, ben: Machine) -> None:
    ann.started("Voorbeeld Knit", union_present=YES)
    ann.started("Voorbeeld Dye", union_present=NO)
    ben.reads(ann.sheet(supplier="Voorbeeld Knit"))
    text = ann.sheet(supplier="Voorbeeld Dye").read_text(encoding="utf-8")
    for one in ann.workspace.open_interview("Voorbeeld Knit").history():
        for other in ann.workspace.open_interview("Voorbeeld Dye").history():
            text = text.replace(other.id, one.id)
    mixed = ann.folder / "mixed.json"
    mixed.write_text(text, encoding="utf-8")
    before = ben.dump()
    with pytest.raises(InputError, match="history of another interview"):
        ben.reads(mixed)
    assert ben.dump() == before


NAMES = "Amina Khatun, Rahima Begum, Salma Akter"


def test_what_was_cleaned_there_is_cleaned_here(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=Answer("yes", note=NAMES))
    ben.reads(ann.sheet("before.json"))
    interview.visit("union-present")
    interview.record("union-present", Answer("no", note=NAMES))
    interview.clean("union-present")
    read = ben.reads(ann.sheet())
    assert read.answer("union-present") == Answer("no")
    assert NAMES not in repr(ben.dump())
    assert all(one.cleaned_at is not None for one in read.history("union-present"))


def test_a_sheet_from_before_brings_nothing_back_that_was_cleaned(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=Answer("yes", note=NAMES))
    before = ann.sheet("before.json")
    ben.reads(before)
    interview.clean("union-present")
    assert NAMES not in repr(ann.dump())
    for sheet in (before, ben.sheet()):
        assert ann.reads(sheet).answer("union-present") == Answer("yes")
    assert NAMES not in repr(ann.dump())


def test_the_other_side_of_a_conflict_is_cleaned_too(apart: tuple[Machine, Machine]) -> None:
    ann, ben = apart
    ben.say(workers_total=Answer(900, note=NAMES))
    ann.say(workers_total=Answer(901))
    sheet = ben.sheet()
    ann.reads(sheet)
    assert NAMES in repr(ann.dump()["conflict"])
    ann.say().clean("workers-total")
    ann.reads(sheet)
    assert NAMES not in repr(ann.dump())

"""Follow-ups and findings set aside travel with a sheet: nothing of either side is lost, and what was cleaned stays so."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.errors import ChangedElsewhereError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.follow_ups import FollowUp, FollowUpState
from questionnaire.interviews.sharing import Came
from questionnaire.rooms.follow_ups import Plan
from questionnaire.rooms.read_words import lines_of
from questionnaire.sheets.audience import Audience
from tests.rooms.reading_back import Machine, changed
from tests.store.conftest import place, postgresql, server

__all__ = ["place", "postgresql", "server"]

FLAG = "flag:union-present:1"
READ = " (read from a sheet)"
NO = Answer("no")
NAMES = "Amina Khatun, Rahima Begum, Salma Akter"


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path, "ann")
    yield machine
    machine.workspace.close()


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Machine]:
    """The other machine; its clock is an hour ahead, so what is done there is later unless a test says otherwise."""
    machine = Machine(tmp_path, "ben", minutes=60)
    yield machine
    machine.workspace.close()


def made(machine: Machine, agreed: bool = False) -> FollowUp:
    """An interview with a finding that is followed up."""
    interview = machine.started(union_present=NO)
    return machine.workspace.follow_ups.add_from(
        interview, FLAG, Plan("See the hall.", "brand", "+2w", agreed)
    )


def follow_ups(machine: Machine) -> dict[str, FollowUp]:
    listed = machine.workspace.follow_ups.listed(with_closed=True)
    return {one.id: one for one in listed}


def told(machine: Machine, sheet: Path) -> str:
    return "\n".join(line.text for line in lines_of(machine.looks_at(sheet), []))


def rows(machine: Machine) -> dict[str, list[str]]:
    return {**machine.dump(), "export": []}


def test_a_follow_up_comes_with_its_key_and_its_events_on_either_engine(
    ann: Machine, place: str, tmp_path: Path
) -> None:
    team = Machine(tmp_path, "team", place, minutes=60)
    kept = made(ann, agreed=True)
    ann.workspace.follow_ups.set_state(kept.id, FollowUpState.WAITING, "asked by mail")
    sheet = ann.sheet()
    text = told(team, sheet)
    assert "1 follow-up is new here." in text
    assert "1 of them is agreed with the supplier, and will stand in its sheet." in text
    assert "See the hall." in text
    team.reads(sheet)
    there, here = follow_ups(team)[kept.id], follow_ups(ann)[kept.id]
    fields = (
        "what",
        "owner",
        "due",
        "agreed",
        "state",
        "finding",
        "question",
        "severity",
        "added_at",
        "changed_at",
    )
    for name in (*fields, "remark", "changes", "interview", "respondent", "round_name"):
        assert getattr(there, name) == getattr(here, name), name
    assert [(one.at, one.state, one.remark) for one in team.workspace.follow_ups.events(kept.id)] == [
        (one.at, one.state, one.remark) for one in ann.workspace.follow_ups.events(kept.id)
    ]
    assert {one.by for one in team.workspace.follow_ups.events(kept.id)} == {"ann" + READ}
    once = team.dump()
    assert team.looks_at(sheet).changes_nothing
    team.reads(sheet)
    assert team.dump() == once
    team.workspace.follow_ups.set_state(kept.id, FollowUpState.DONE, "hall seen")
    ann.reads(team.sheet())
    assert follow_ups(ann)[kept.id].state is FollowUpState.DONE
    events = [(one.by, one.state) for one in ann.workspace.follow_ups.events(kept.id)]
    assert events == [("ann", "open"), ("ann", "waiting"), ("team" + READ, "done")]
    team.workspace.close()


def test_an_older_sheet_takes_nothing_back(ann: Machine, ben: Machine) -> None:
    kept = made(ann)
    old = ann.sheet("old.json")
    ann.workspace.follow_ups.set_state(kept.id, FollowUpState.DONE, "seen")
    before = rows(ann)
    ann.reads(old)
    assert rows(ann) == before
    ben.reads(ann.sheet())
    before = rows(ben)
    ben.reads(old)
    assert rows(ben) == before


def test_changed_on_both_sides_both_events_stay_and_the_later_counts(ann: Machine, ben: Machine) -> None:
    kept = made(ann)
    ben.reads(ann.sheet())
    ben.workspace.follow_ups.set_state(kept.id, FollowUpState.DONE, "seen by ben")
    ann.workspace.follow_ups.change(kept.id, owner="union", due="+3w")
    preview = ann.looks_at(ben.sheet())
    assert [one.came for one in preview.shared.follow_ups] == [Came.BOTH]
    text = told(ann, ben.folder / "sheet.json")
    assert "1 follow-up was changed on both sides: the later change counts, both are kept." in text
    assert "Theirs is later, and counts." in text
    assert "there: done · brand" in text
    assert "Ours is later, and counts." in told(ben, ann.sheet())
    from_ann = ann.folder / "sheet.json"
    ann.workspace.read_back.apply(preview)
    ben.reads(from_ann)
    for machine in (ann, ben):
        one = follow_ups(machine)[kept.id]
        assert (one.state, one.owner.shown, one.remark) == (FollowUpState.DONE, "brand", "seen by ben")
        events = machine.workspace.follow_ups.events(kept.id)
        assert [event.state for event in events] == ["open", "open", "done"]
        assert "union does it, no longer brand." in events[1].remark
    before = rows(ann), rows(ben)
    ann.reads(ben.sheet())
    ben.reads(ann.sheet())
    assert (rows(ann), rows(ben)) == before


def test_what_was_done_meanwhile_is_not_written_over(ann: Machine, ben: Machine) -> None:
    kept = made(ann)
    ben.reads(ann.sheet())
    ben.workspace.follow_ups.set_state(kept.id, FollowUpState.DONE)
    preview = ann.looks_at(ben.sheet())
    ann.workspace.follow_ups.set_state(kept.id, FollowUpState.DROPPED, "not needed")
    before = ann.dump()
    with pytest.raises(ChangedElsewhereError):
        ann.workspace.read_back.apply(preview)
    assert ann.dump() == before


def test_all_that_is_done_about_the_supplier_travels_and_of_no_other(ann: Machine, ben: Machine) -> None:
    made(ann)
    ann.workspace.follow_ups.add("Voorbeeld", Plan("Call them.", "brand"))
    ann.workspace.add_supplier("Proefdruk Denim", "TR")
    ann.workspace.follow_ups.add("Proefdruk", Plan("Of another.", "brand"))
    ben.reads(ann.sheet())
    assert {one.what for one in follow_ups(ben).values()} == {"See the hall.", "Call them."}
    assert ben.workspace.open_interview("Voorbeeld").round == "2026"


def test_what_belongs_to_an_interview_that_is_not_here_waits_for_it(ann: Machine, ben: Machine) -> None:
    """Taken without its interview it would not be known that the union said it: the supplier could come to read it."""
    made(ann)
    union = ann.workspace.start_interview("Voorbeeld", "tiny", Respondent.UNION, language="en")
    union.record("union-present", NO)
    secret = ann.workspace.follow_ups.add_from(union, FLAG, Plan("Hear them again.", "union"))
    management = next(one for one in ann.workspace.interviews() if one.respondent is Respondent.MANAGEMENT)
    first = ann.workspace.export_sheet("Voorbeeld", ann.folder / "first.json", interview=management.id)
    assert "1 follow-up or finding set aside stays in the file" in told(ben, first)
    ben.reads(first)
    assert {one.what for one in follow_ups(ben).values()} == {"See the hall."}
    ben.reads(ann.sheet("second.json"))
    came = follow_ups(ben)[secret.id]
    assert came.is_confidential
    assert not came.agreed
    assert ben.looks_at(first).changes_nothing


def test_what_others_said_is_never_agreed_whatever_a_sheet_says(ann: Machine, ben: Machine) -> None:
    ann.workspace.add_supplier("Voorbeeld Knit", "BD")
    union = ann.workspace.start_interview("Voorbeeld", "tiny", Respondent.UNION, language="en")
    union.record("union-present", NO)
    ann.workspace.follow_ups.add_from(union, FLAG, Plan("Hear them again.", "union"))
    ben.reads(changed(ann.sheet(), "record", "follow_ups", 0, "agreed", to=True))
    assert [one.agreed for one in follow_ups(ben).values()] == [False]


def test_a_finding_set_aside_travels_and_is_taken_up_again(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=NO)
    ann.workspace.follow_ups.set_aside(interview, FLAG, "known to the brand")
    sheet = ann.sheet()
    assert "known to the brand (ann, " in told(ben, sheet)
    read = ben.reads(sheet)
    assert ben.workspace.follow_ups.followed(read).aside[FLAG].reason == "known to the brand"
    once = ben.dump()
    ben.reads(sheet)
    assert ben.dump() == once
    ben.workspace.follow_ups.take_up_again(read, FLAG)
    assert "taken up again" in told(ann, ben.sheet())
    ann.reads(ben.sheet())
    assert ann.workspace.follow_ups.followed(interview).aside == {}
    assert len(ann.workspace.follow_ups.set_aside_of(interview)) == 1
    ann.reads(sheet)
    assert ann.workspace.follow_ups.followed(interview).aside == {}


def test_a_follow_up_here_and_set_aside_there_is_said(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=NO)
    read = ben.reads(ann.sheet())
    ann.workspace.follow_ups.add_from(interview, FLAG)
    ann_sheet = ann.sheet()
    ben.workspace.follow_ups.set_aside(read, FLAG, "no need")
    ben.reads(ann_sheet)
    assert "1 follow-up is the same." in told(ben, ann_sheet)
    fresh = ann.looks_at(ben.sheet())
    assert "A follow-up for it is under way, and stays." in [line.text for line in lines_of(fresh, [])]


def test_what_a_sheet_brings_ends_what_it_was_waiting_for_once(ann: Machine, ben: Machine) -> None:
    promised = Evidence(EvidenceState.PROMISED, "the letter")
    interview = ann.started(union_present=Answer("yes", evidence=(promised,)))
    kept = ann.workspace.follow_ups.add_from(interview, "promised:union-present:the letter")
    ben.reads(ann.sheet())
    here = ben.workspace.open_interview("Voorbeeld")
    came = Evidence(EvidenceState.RECEIVED, "the letter")
    here.visit("union-present")
    here.record("union-present", Answer("yes", evidence=(came,)))
    assert follow_ups(ben)[kept.id].state is FollowUpState.DONE
    ann.reads(ben.sheet())
    assert follow_ups(ann)[kept.id].state is FollowUpState.DONE
    assert len(ann.workspace.follow_ups.events(kept.id)) == 2


def test_a_sheet_from_before_there_were_follow_ups_in_it_is_read(ann: Machine, ben: Machine) -> None:
    made(ann)
    sheet = ann.sheet()
    data = json.loads(sheet.read_bytes())
    for name in ("follow_ups", "aside"):
        del data["record"][name]
    sheet.write_text(json.dumps(data), encoding="utf-8")
    ben.reads(sheet)
    assert ben.answers() == ann.answers()
    assert follow_ups(ben) == {}


def test_a_sheet_for_others_than_the_house_has_none_of_it(ann: Machine) -> None:
    made(ann)
    for audience in Audience:
        path = ann.workspace.export_sheet("Voorbeeld", ann.folder / f"{audience}.json", audience=audience)
        record = json.loads(path.read_bytes())["record"]
        assert (record is not None and len(record["follow_ups"]) == 1) is (audience is Audience.INTERNAL)


def noted(machine: Machine) -> str:
    """An interview with names in a note, which stand in a follow-up, its remark and a reason too. The follow-up's key."""
    interview = machine.started(union_present=Answer("no", note=NAMES))
    interview.record("since", Answer(note="x", marked=True))
    room = machine.workspace.follow_ups
    kept = room.add_from(interview, FLAG, Plan(f"Speak with {NAMES}.", "brand"))
    room.set_state(kept.id, FollowUpState.WAITING, f"called {NAMES}")
    room.set_aside(interview, "mark:since", f"{NAMES} said so")
    return kept.id


def test_what_was_cleaned_there_is_cleaned_here(ann: Machine, ben: Machine) -> None:
    noted(ann)
    ben.reads(ann.sheet("before.json"))
    made_here = ben.workspace.follow_ups.add("Voorbeeld", Plan(f"Ask {NAMES}.", "brand"))
    assert NAMES in repr(ben.dump())
    ann.workspace.open_interview("Voorbeeld").clean("union-present")
    assert NAMES not in repr(ann.dump())
    ben.reads(ann.sheet())
    assert NAMES not in repr(ben.dump())
    assert follow_ups(ben)[made_here.id].what == "Ask …."
    once = rows(ben)
    ben.reads(ann.folder / "before.json")
    assert rows(ben) == once


def test_nothing_that_was_cleaned_comes_back(ann: Machine, ben: Machine) -> None:
    """Not with a sheet from before, nor where the other side went on with the same follow-up or made one of its own."""
    key = noted(ann)
    before = ann.sheet("before.json")
    ben.reads(before)
    ben.workspace.follow_ups.set_state(key, FollowUpState.DONE, f"{NAMES} were heard")
    ben.workspace.follow_ups.add("Voorbeeld", Plan(f"Ask {NAMES}.", "brand"))
    ann.workspace.open_interview("Voorbeeld").clean("union-present")
    for sheet in (before, ben.sheet()):
        ann.reads(sheet)
        assert NAMES not in repr(ann.dump())
    assert follow_ups(ann)[key].state is FollowUpState.DONE
    assert {one.what for one in follow_ups(ann).values()} == {"Speak with ….", "Ask …."}


def test_what_was_cleaned_does_not_come_back_with_the_sheet_of_another_interview(
    ann: Machine, ben: Machine
) -> None:
    key = noted(ann)
    ben.reads(ann.sheet())
    other = ben.workspace.start_interview("Voorbeeld", "tiny", Respondent.UNION, language="en")
    other.record("union-present", Answer("yes"))
    ben.workspace.follow_ups.set_state(key, FollowUpState.DONE)
    ann.workspace.open_interview("Voorbeeld").clean("union-present")
    ann.reads(ben.workspace.export_sheet("Voorbeeld", ben.folder / "union.json", interview=other.key))
    assert follow_ups(ann)[key].state is FollowUpState.DONE
    assert NAMES not in repr(ann.dump())


def test_a_round_that_is_not_here_is_made_closed(ann: Machine, ben: Machine) -> None:
    made(ann)
    held = ann.workspace.open_interview("Voorbeeld").key
    ann.workspace.rounds.start("Voorbeeld", "2027")
    kept = ann.workspace.follow_ups.add("Voorbeeld", Plan("Call them.", "brand"))
    ben.reads(ann.workspace.export_sheet("Voorbeeld", ann.folder / "sheet.json", interview=held))
    assert follow_ups(ben)[kept.id].round_name == "2027"
    rounds = {one.name: one.closed_at is None for one in ben.workspace.rounds.of("Voorbeeld")}
    assert rounds == {"2026": True, "2027": False}


def test_keys_of_another_supplier_are_not_taken(ann: Machine, ben: Machine) -> None:
    kept = made(ann)
    ben.reads(ann.sheet())
    ann.started("Proefdruk Denim", union_present=NO)
    mine = json.loads(ann.sheet(supplier="Voorbeeld").read_bytes())["record"]["follow_ups"]
    mixed = changed(ann.sheet("other.json", supplier="Proefdruk"), "record", "follow_ups", to=mine)
    preview = ben.looks_at(mixed)
    assert (preview.shared.follow_ups, preview.shared.left) == ((), 1)
    ben.reads(mixed)
    assert [one.supplier_name for one in follow_ups(ben).values()] == ["Voorbeeld Knit"]
    assert kept.id in follow_ups(ben)


def test_two_that_were_made_for_one_finding_both_stay(ann: Machine, ben: Machine) -> None:
    interview = ann.started(union_present=NO)
    read = ben.reads(ann.sheet())
    ann.workspace.follow_ups.add_from(interview, FLAG, Plan("Ann does it."))
    ben.workspace.follow_ups.add_from(read, FLAG, Plan("Ben does it."))
    ann.reads(ben.sheet())
    assert {one.what for one in follow_ups(ann).values()} == {"Ann does it.", "Ben does it."}

"""What others than the management said cannot be inferred from what a supplier may see: database beside database, byte by byte.

The same interview with the management is handed out from a database where nobody else was asked, and from copies of it
where more happened, before and after.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from questionnaire.banks.model import Reason, Respondent
from questionnaire.commands.main import main
from questionnaire.errors import InputError
from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.follow_ups import FollowUpState
from questionnaire.rooms.follow_ups import Plan
from questionnaire.sheets.audience import Audience
from questionnaire.sheets.write import FORMATS
from questionnaire.workspace import Workspace, open_workspace

MANAGEMENT, REPRESENTATIVE, UNION = Respondent.MANAGEMENT, Respondent.WORKER_REPRESENTATIVE, Respondent.UNION
HELD = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
EXPORTED = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
FOR_THE_SUPPLIER = (Audience.SUPPLIER, Audience.PUBLIC)
PLAIN = (".json", ".csv", ".md", ".html")
"""Formats that are quick to write: what differs in the sheet itself differs in each of them."""
WORKBOOKS = ("blank.xlsx", "short.xlsx")

SECRET = "Zwijgplicht"
"""Stands in everything that anybody but the management said."""

BANK = """\
bank: secret
version: "1.0"
languages: [en, nl]
title: {en: A bank, nl: Een lijst}
figures:
  density: {title: {en: Members, nl: Leden}, percent: members, of: workers}
sections:
  - id: union
    title: {en: Union, nl: Vakbond}
    questions:
      - id: told
        ask: {en: Are workers told?, nl: Wordt het verteld?}
        answer: yes-no
        short_form: true
        flags:
          - when: yes
            without: evidence
            severity: medium
            because: {en: A claim., nl: Bewering.}
            next_step: {en: See it., nl: Bekijk het.}
          - {when: no, severity: high, because: {en: Not told., nl: Niet verteld.}}
        probes:
          - when: yes
            questions:
              - {id: told-when, ask: {en: When?, nl: Wanneer?}, answer: date}
      - {id: workers, ask: {en: How many?, nl: Hoeveel?}, answer: number}
      - {id: members, ask: {en: Members?, nl: Leden?}, answer: number}
      - {id: words, ask: {en: What else?, nl: Wat nog?}, answer: text}
      - {id: theirs, ask: {en: What do workers say?, nl: Wat zeggen zij?}, answer: text, ask_of: [workers, union]}
checks:
  - id: too-many
    when: {density: {above: 100}}
    severity: high
    because: {en: Too many., nl: Te veel.}
    ask_next: {en: How?, nl: Hoe?}
"""


class House:
    """A database in which the management was interviewed, and copies of it in which more happened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.banks = folder / "banks"
        self.banks.mkdir()
        for name in ("secret", "other"):
            text = BANK.replace("bank: secret", f"bank: {name}")
            (self.banks / f"{name}.yaml").write_text(text, encoding="utf-8")
        self.database = folder / "house.db"
        with self.opened(self.database, HELD) as workspace:
            workspace.add_supplier("Voorbeeld Knit", "BD", "Weg 1", workers=1200)
            _management(workspace)

    def opened(self, database: Path, start: datetime) -> Workspace:
        """A workspace whose time goes on by a second whenever it is asked."""
        now = [start]

        def clock() -> datetime:
            now[0] += timedelta(seconds=1)
            return now[0]

        return open_workspace(str(database), self.banks, clock=clock)

    def copy(self, name: str) -> Path:
        """A copy of the database."""
        return Path(shutil.copyfile(self.database, self.folder / f"{name}.db"))

    def seen(self, database: Path, endings: tuple[str, ...]) -> dict[str, bytes]:
        """Everything a supplier may come to see, by the name of its file; the time stands still while it is made."""
        folder = self.folder / f"seen-{database.stem}"
        folder.mkdir()
        with open_workspace(str(database), self.banks, clock=lambda: EXPORTED) as workspace:
            for ending in endings:
                for audience in FOR_THE_SUPPLIER:
                    path = folder / f"{audience}{ending}"
                    workspace.hand_out.export("Voorbeeld", path, audience=audience)
                _export_all(workspace, folder, ending)
            workspace.blank_workbooks.write("Voorbeeld", folder / WORKBOOKS[0])
            workspace.blank_workbooks.write("Voorbeeld", folder / WORKBOOKS[1], short_form=True)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _export_all(workspace: Workspace, folder: Path, ending: str) -> None:
    """The sheets of all suppliers, as `sheet export --all` writes them."""
    suppliers = workspace.hand_out.suppliers_in()
    handed = workspace.hand_out.export_each(
        suppliers, folder, audience=Audience.SUPPLIER, ending=ending, language="nl"
    )
    assert [one.error for one in handed] == [None]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def without(house: House) -> dict[str, bytes]:
    """What a supplier may see where nobody but the management was asked."""
    return house.seen(house.copy("without"), tuple(FORMATS))


def _management(workspace: Workspace) -> None:
    """What the management said, and what was agreed with it."""
    interview = workspace.start_interview("Voorbeeld", "secret", MANAGEMENT)
    promised = Evidence(EvidenceState.PROMISED, "the poster")
    interview.record("told", Answer("yes", note="Said in passing.", evidence=(promised,)))
    interview.record("workers", Answer(1200))
    interview.record("words", Answer(reason=Reason.TO_FOLLOW))
    room = workspace.follow_ups
    room.add_from(interview, "claim:told:1", Plan(owner="supplier", due="2026-12-01", agreed=True))
    room.add_from(interview, "to-follow:words", Plan(owner="supplier"))
    room.add_from(interview, "promised:told:the poster", Plan(owner="supplier", agreed=True))
    room.add("Voorbeeld", Plan("Send the new contract.", "brand", "2026-12-15", True))


def _held(
    workspace: Workspace, respondent: Respondent, answers: dict[str, Answer], bank: str = "secret"
) -> str:
    interview = workspace.start_interview("Voorbeeld", bank, respondent)
    for question, answer in answers.items():
        interview.record(question, answer)
    return interview.key


def _a_representative(workspace: Workspace) -> None:
    """Denies all, and is finished."""
    shown = Evidence(EvidenceState.RECEIVED, f"the poster {SECRET}")
    answers = {
        "told": Answer("no", note=SECRET, evidence=(shown,)),
        "workers": Answer(900),
        "members": Answer(1000),
    }
    workspace.open_interview(_held(workspace, REPRESENTATIVE, answers)).finish()


def _a_union(workspace: Workspace) -> None:
    """Shows what the management promised, and is not finished."""
    poster = Evidence(EvidenceState.RECEIVED, "the poster")
    answers = {"told": Answer("yes", evidence=(poster,)), "words": Answer(SECRET), "theirs": Answer(SECRET)}
    _held(workspace, UNION, answers)


def _an_interview_just_begun(workspace: Workspace) -> None:
    workspace.start_interview("Voorbeeld", "secret", Respondent.WORKERS)


def _a_brand(workspace: Workspace) -> None:
    _held(workspace, Respondent.BRAND, {"told": Answer("no", note=SECRET), "workers": Answer(7)})


def _another_bank(workspace: Workspace) -> None:
    _held(workspace, UNION, {"told": Answer("no")}, "other")


def _work_on_what_differs(workspace: Workspace) -> None:
    """A follow-up of a disagreement, one set aside, and one of what the union said, dropped."""
    key = _held(workspace, UNION, {"told": Answer("no"), "workers": Answer(900), "members": Answer(5)})
    held, room = workspace.voices("Voorbeeld"), workspace.follow_ups
    first, second, *_more = held.tables[0].disagreements
    supplier, bank = held.supplier.id, held.tables[0].bank
    room.add_in_round(supplier, held.round, first, bank, "en", Plan(f"{SECRET}.", "brand", "2026-06-01"))
    room.set_aside_in_round(supplier, held.round, second.key, SECRET)
    made = room.add_from(
        workspace.open_interview(key), "flag:told:2", Plan(f"{SECRET}!", "union", "2026-06-02")
    )
    room.set_state(made.id, FollowUpState.DROPPED, SECRET)


HAPPENINGS: list[tuple[Callable[[Workspace], None], datetime]] = [
    (_a_representative, HELD + timedelta(days=30)),
    (_a_union, HELD + timedelta(days=1)),
    (_a_union, HELD - timedelta(days=90)),
    (_an_interview_just_begun, HELD + timedelta(days=2)),
    (_a_brand, HELD + timedelta(days=3)),
    (_another_bank, HELD + timedelta(days=4)),
    (_work_on_what_differs, HELD + timedelta(days=5)),
]


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted(one | other) if one.get(name) != other.get(name)]


@pytest.mark.parametrize("place", range(len(HAPPENINGS)))
def test_one_thing_more_changes_no_byte_of_what_the_supplier_sees(
    house: House, without: dict[str, bytes], place: int
) -> None:
    happening, start = HAPPENINGS[place]
    database = house.copy(f"one-{place}")
    with house.opened(database, start) as workspace:
        happening(workspace)
    expected = {name: data for name, data in without.items() if name.endswith(PLAIN) or name in WORKBOOKS}
    assert len(expected) == len(PLAIN) * 3 + 2
    assert _differing(expected, house.seen(database, PLAIN)) == []


def test_all_of_it_together_changes_no_byte_of_any_format(house: House, without: dict[str, bytes]) -> None:
    database = house.copy("all")
    for happening, start in HAPPENINGS:
        with house.opened(database, start) as workspace:
            happening(workspace)
    assert len(without) == len(FORMATS) * 3 + 2
    assert _differing(without, house.seen(database, tuple(FORMATS))) == []
    with open_workspace(str(database), house.banks, clock=lambda: EXPORTED) as workspace:
        internal = house.folder / "internal.json"
        workspace.hand_out.export("Voorbeeld", internal)
    assert SECRET.encode() in internal.read_bytes(), "what is kept from the supplier is there to be found"


def test_the_sheet_is_made_of_the_management_and_of_what_was_agreed(without: dict[str, bytes]) -> None:
    sheet = without["supplier.json"].decode()
    for told in ("See it.", "Send the new contract."):
        assert told in sheet
    for kept in ("To be answered", "Said in passing."):
        assert kept not in sheet


def test_a_round_in_which_the_union_alone_was_asked_changes_nothing(
    house: House, without: dict[str, bytes]
) -> None:
    begun, asked = house.copy("next-round"), house.copy("next-round-asked")
    for database in (begun, asked):
        with house.opened(database, HELD + timedelta(days=200)) as workspace:
            workspace.rounds.start("Voorbeeld")
    with house.opened(asked, HELD + timedelta(days=201)) as workspace:
        _held(workspace, UNION, {"told": Answer("no", note=SECRET)})
    seen = house.seen(asked, PLAIN)
    assert _differing(house.seen(begun, PLAIN), seen) == []
    sheets = {name: data for name, data in without.items() if name in seen and name not in WORKBOOKS}
    assert _differing(sheets, {name: seen[name] for name in sheets}) == []


def test_a_round_begun_by_another_respondent_under_another_name_changes_no_byte(
    house: House, without: dict[str, bytes]
) -> None:
    database = house.copy("named-otherwise")
    with house.opened(database, HELD - timedelta(days=90)) as workspace:
        _a_union(workspace)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE round SET name = ?", (f"After the {SECRET}",))
    with house.opened(database, HELD) as workspace:
        assert workspace.hand_out.interview_for("Voorbeeld", Audience.SUPPLIER).round == f"After the {SECRET}"
    assert _differing(without, house.seen(database, tuple(FORMATS))) == []


def test_a_comparison_of_what_the_management_said_stays_the_same(house: House) -> None:
    alone = house.copy("two-rounds")
    with house.opened(alone, HELD + timedelta(days=365)) as workspace:
        workspace.rounds.start("Voorbeeld", "2027")
        _held(workspace, MANAGEMENT, {"told": Answer("no")})
    among_others = Path(shutil.copyfile(alone, house.folder / "two-rounds-with-others.db"))
    with house.opened(among_others, HELD + timedelta(days=366)) as workspace:
        _a_representative(workspace)
        _a_union(workspace)
    written = []
    for database in (alone, among_others):
        path = house.folder / f"{database.stem}.html"
        with open_workspace(str(database), house.banks, clock=lambda: EXPORTED) as workspace:
            compared = workspace.rounds.compare(*workspace.rounds.pair("Voorbeeld", MANAGEMENT))
            workspace.rounds.write(compared, path, "en")
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_what_others_said_cannot_be_made_into_a_sheet_for_the_supplier(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    database = house.copy("refused")
    with house.opened(database, HELD) as workspace:
        keys = [_held(workspace, respondent, {"told": Answer("no")}) for respondent in Respondent][1:]
        for key in keys:
            for audience in FOR_THE_SUPPLIER:
                path = house.folder / "refused.json"
                with pytest.raises(InputError, match="was not held with the management"):
                    workspace.hand_out.export("Voorbeeld", path, audience=audience, interview=key)
                assert not path.exists()
        assert workspace.hand_out.exports() == []
    words = ["--database", str(database), "--banks", str(house.banks), "sheet", "export", "Voorbeeld"]
    target = house.folder / "refused.pdf"
    assert main([*words, str(target), "--for", "supplier", "--interview", keys[0]]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "was not held with the management" in err
    assert not target.exists()


def test_where_others_alone_were_asked_there_is_no_sheet_for_the_supplier(
    house: House, tmp_path: Path
) -> None:
    with house.opened(house.copy("union-alone"), HELD) as workspace:
        workspace.add_supplier("Proefdruk Denim", "TR")
        interview = workspace.start_interview("Proefdruk", "secret", UNION)
        interview.record("told", Answer("no"))
        for audience in FOR_THE_SUPPLIER:
            with pytest.raises(InputError, match="No interview was held with the management"):
                workspace.hand_out.export("Proefdruk", tmp_path / "sheet.html", audience=audience)
        suppliers = [workspace.supplier("Proefdruk")]
        (handed,) = workspace.hand_out.export_each(suppliers, tmp_path, audience=Audience.SUPPLIER)
        assert handed.path is None
    assert list(tmp_path.iterdir()) == []

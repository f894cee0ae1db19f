"""The one door: suppliers, banks and interviews by the names people give them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.banks.shipped import shipped_banks
from questionnaire.errors import BankMistakesError, InputError, NotFoundError, SheetError
from questionnaire.interviews.answers import Answer
from questionnaire.translation import use_language
from questionnaire.workspace import Workspace, open_workspace
from tests.tiny import TINY, tiny_banks


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(str(tmp_path / "answers.db"), tiny_banks(tmp_path / "banks")) as opened:
        yield opened


def test_a_supplier_is_kept_as_it_was_given(workspace: Workspace) -> None:
    added = workspace.add_supplier(
        "  Voorbeeld   Knit\u202e ",
        "bangladesh",
        "Plot 1\nDhaka",
        "CN2021250D1DTN7",
        900,
        "compliance manager",
    )
    assert workspace.supplier("Voorbeeld Knit") == added
    assert (added.name, added.country, added.os_id, added.workers) == (
        "Voorbeeld Knit",
        "BD",
        "CN2021250D1DTN7",
        900,
    )
    assert (added.address, added.contact_role) == ("Plot 1\nDhaka", "compliance manager")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": " \u200e "}, "needs a name"),
        ({"name": "x" * 201}, "too long"),
        ({"name": "A", "country": "Bangladehs"}, "Did you mean Bangladesh"),
        ({"name": "A", "country": "Qqqq"}, "two letters"),
        ({"name": "A", "workers": -1}, "cannot be right"),
        ({"name": "A", "workers": 10**20}, "cannot be right"),
        ({"name": "A", "os_id": "CN2021250D1DTN8"}, "OS ID"),
        ({"name": "voorbeeld knit", "country": "BD"}, "is there already"),
    ],
)
def test_what_cannot_be_right_is_refused(workspace: Workspace, given: dict[str, str], message: str) -> None:
    workspace.add_supplier("Voorbeeld Knit", "BD")
    with pytest.raises(InputError) as caught:
        workspace.add_supplier(**given)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert len(workspace.suppliers()) == 1


def test_one_os_id_is_one_site(workspace: Workspace) -> None:
    workspace.add_supplier("Voorbeeld Knit", os_id="CN2021250D1DTN7")
    with pytest.raises(InputError, match="Voorbeeld Knit has the OS ID"):
        workspace.add_supplier("Proefdruk Denim", os_id="cn-2021250-D1DTN7")


def test_a_supplier_goes_by_key_os_id_name_or_beginning(workspace: Workspace) -> None:
    knit = workspace.add_supplier("Voorbeeld Knit", "BD", os_id="CN2021250D1DTN7")
    workspace.add_supplier("Voorbeeld Knit Two", "BD")
    for name in (knit.id, "CN2021250D1DTN7", "VOORBEELD KNIT", " voorbeeld  knit "):
        assert workspace.supplier(name) == knit
    assert workspace.supplier("voorbeeld knit t").name == "Voorbeeld Knit Two"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Voor", "2 suppliers: Voorbeeld Denim (TR), Voorbeeld Knit (BD)"),
        ("Voorbeld Knit", "mean Voorbeeld Knit"),
    ],
)
def test_who_else_it_could_be_is_told(workspace: Workspace, name: str, message: str) -> None:
    workspace.add_supplier("Voorbeeld Knit", "BD")
    workspace.add_supplier("Voorbeeld Denim", "TR")
    with pytest.raises(NotFoundError) as caught:
        workspace.supplier(name)
    assert message in str(caught.value)


def test_suppliers_stand_by_name_with_their_latest_interview(workspace: Workspace) -> None:
    for name in ("beta", "Alpha", "Gamma"):
        workspace.add_supplier(name)
    workspace.start_interview("beta", "tiny", Respondent.MANAGEMENT)
    latest = workspace.start_interview("beta", "tiny", Respondent.UNION)
    overviews = workspace.suppliers()
    assert [overview.supplier.name for overview in overviews] == ["Alpha", "beta", "Gamma"]
    assert [overview.interview and overview.interview.id for overview in overviews] == [
        None,
        latest.key,
        None,
    ]
    assert [interview.respondent for interview in workspace.interviews("beta")] == ["union", "management"]
    with pytest.raises(NotFoundError, match=r"management.*union|union.*management"):
        workspace.open_interview("beta")
    latest.finish()
    assert workspace.open_interview("beta").key == latest.key
    assert workspace.open_interview(latest.key[:30]).key == latest.key


@pytest.mark.parametrize(
    ("name", "message"),
    [("zz", "no interview and no supplier"), ("Alpha", "not been interviewed"), ("", "no supplier")],
)
def test_an_interview_that_is_not_there_is_told(workspace: Workspace, name: str, message: str) -> None:
    workspace.add_supplier("Alpha")
    with pytest.raises(NotFoundError, match=message):
        workspace.open_interview(name)


def test_a_beginning_of_several_keys_is_told(workspace: Workspace) -> None:
    workspace.add_supplier("Alpha")
    first = workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT)
    workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT)
    with pytest.raises(NotFoundError, match="2 interviews"):
        workspace.open_interview(first.key[:8])


def test_a_bank_goes_by_its_id_or_its_path(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.bank("tiny").id == "tiny"
    assert workspace.bank(str(tmp_path / "banks" / "tiny.yaml")) == workspace.bank("tiny")
    (tmp_path / "banks" / "tiny.yaml").rename(tmp_path / "banks" / "renamed.yaml")
    assert workspace.bank("tiny").id == "tiny"
    with pytest.raises(NotFoundError, match="Did you mean tiny"):
        workspace.bank("tinny")


def test_a_bank_with_mistakes_is_listed_but_not_used(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "banks" / "broken.yaml").write_text(TINY.replace("answer: yes-no", "answer: maybe"))
    assert [(file.path.stem, file.bank is None) for file in workspace.banks()] == [
        ("broken", True),
        ("tiny", False),
    ]
    with pytest.raises(BankMistakesError, match="maybe"):
        workspace.bank("broken")
    assert workspace.bank("tiny").id == "tiny"


def test_the_language_is_the_tools_where_the_bank_has_it(workspace: Workspace) -> None:
    workspace.add_supplier("Alpha")
    use_language("nl")
    assert workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT).language == "nl"
    assert workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT, language="en").language == "en"
    use_language("en")
    with pytest.raises(InputError, match="It is in: en, nl"):
        workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT, language="tr")


def test_the_short_form_asks_the_marked_questions(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add_supplier("Alpha")
    interview = workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT, short_form=True)
    assert [step.question.id for step in interview.asked()] == ["workers-total", "union-present"]
    assert workspace.open_interview(interview.key).short_form
    text = TINY.replace("        short_form: true\n", "").replace("bank: tiny", "bank: long")
    (tmp_path / "banks" / "long.yaml").write_text(text)
    with pytest.raises(InputError, match="no short form"):
        workspace.start_interview("Alpha", "long", Respondent.MANAGEMENT, short_form=True)


def test_country_facts_reach_the_conditions(workspace: Workspace, tmp_path: Path) -> None:
    rule = "  - {id: law, when: {country.c87: no}, severity: low, because: {en: Not ratified., nl: Niet geratificeerd.}}\n"
    (tmp_path / "banks" / "law.yaml").write_text(TINY.replace("bank: tiny", "bank: law") + rule)
    workspace.add_supplier("Viet", "VN")
    workspace.add_supplier("Nowhere")
    found = workspace.start_interview("Viet", "law", Respondent.MANAGEMENT)
    assert found.country is not None
    assert found.country.value_of("c87") == "no"
    assert [finding.check for finding in found.findings] == ["law"]
    assert workspace.interviews("Viet")[0].low == 1
    unknown = workspace.start_interview("Nowhere", "law", Respondent.MANAGEMENT)
    assert (unknown.country, unknown.findings) == (None, ())


def test_an_interview_keeps_the_facts_it_began_with(tmp_path: Path) -> None:
    """What the country file says later changes nothing in it."""
    folder = tiny_banks(tmp_path / "banks")
    countries = folder / "countries.yaml"
    shipped = (shipped_banks() / "countries.yaml").read_text(encoding="utf-8")
    countries.write_text(shipped, encoding="utf-8")
    with open_workspace(str(tmp_path / "facts.db"), folder) as workspace:
        site = workspace.add_supplier("Voorbeeld Knit", "BD")
        interview = workspace.start_interview(site.id, "tiny", Respondent.MANAGEMENT)
        before = interview.walk.context
    assert before.country_facts["c87"] == 1972
    changed = shipped.replace("c87: 1972", "c87: 1973")
    assert changed != shipped
    countries.write_text(changed, encoding="utf-8")
    with open_workspace(str(tmp_path / "facts.db"), folder) as workspace:
        assert workspace.countries.by_code["BD"].value_of("c87") == 1973
        assert workspace.open_interview(interview.key).walk.context == before


def test_who_recorded_it_can_be_named(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTIONNAIRE_USER", " buying\u202e desk ")
    workspace.add_supplier("Alpha")
    interview = workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT)
    interview.record("since", Answer("2026"))
    assert interview.history()[0].by == "buying desk"
    assert workspace.interviews()[0].by == "buying desk"


def test_a_sheet_is_written_in_the_language_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add_supplier("Alpha", "TR")
    workspace.add_supplier("Beta")
    interview = workspace.start_interview("Alpha", "tiny", Respondent.MANAGEMENT)
    interview.record("union-present", Answer("no"))
    sheet = workspace.sheet(interview, "nl")
    assert (sheet.supplier.country_name, sheet.findings[0].because) == ("Turkije", "Geen vakbond.")
    path = workspace.export_sheet("Alpha", tmp_path / "sheet.json")
    assert "No union." in path.read_text(encoding="utf-8")
    with pytest.raises(SheetError, match="exists already"):
        workspace.export_sheet("Alpha", tmp_path / "sheet.json")
    with pytest.raises(NotFoundError, match="is not with Beta"):
        workspace.export_sheet("Beta", tmp_path / "other.json", interview=interview.key)


def test_banks_are_read_without_the_database(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from questionnaire.workspace import open_workspace\n"
        "workspace = open_workspace(sys.argv[1], Path(sys.argv[2]), at_once=False)\n"
        "assert workspace.bank('tiny').id == 'tiny'\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'textual', 'xlsxwriter', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    banks = tiny_banks(tmp_path / "banks")
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "answers.db"), str(banks)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert not (tmp_path / "answers.db").exists()

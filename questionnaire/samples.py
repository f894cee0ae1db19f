"""Made-up suppliers and interviews, for trying the tool out. Nobody and no factory is meant."""

from datetime import UTC, datetime

from msgspec import Struct

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer, parse_evidence, parse_reason, parse_value
from questionnaire.interviews.findings import FindingKind
from questionnaire.interviews.follow_ups import FollowUp, FollowUpState
from questionnaire.interviews.previous import still_so
from questionnaire.rooms.follow_ups import Plan
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.translation import N_, _
from questionnaire.workspace import Workspace, open_workspace

BANK = "freedom-of-association"


class Said(Struct, frozen=True):
    """One answer as it would be typed: a value, or `reason` in its place, or that it still is as in the round before."""

    question: str
    value: str = ""
    reason: str = ""
    note: str = ""
    evidence: str = ""
    marked: bool = False
    still_so: bool = False


class ToDo(Struct, frozen=True):
    """What is done about a finding (its key), or about a difference between voices; with `aside` that nothing is, and why.

    Of evidence promised the key stands without what was promised.
    """

    finding: str
    owner: str | None = None
    due: str = ""
    agreed: bool = False
    state: FollowUpState = FollowUpState.OPEN
    remark: str = ""
    aside: str = ""


class Sample(Struct, frozen=True):
    """A supplier, and what was said in an interview with it; nothing where it has not been asked yet.

    `denied` is what a worker representative said in the same round. `earlier` is what the same respondent said about a year
    before, in a round of its own; what was to be done about that, `earlier_to_do`, is carried on.
    """

    name: str
    country: str
    workers: int
    said: tuple[Said, ...] = ()
    respondent: Respondent = Respondent.MANAGEMENT
    short_form: bool = False
    is_finished: bool = False
    to_do: tuple[ToDo, ...] = ()
    denied: tuple[Said, ...] = ()
    earlier: tuple[Said, ...] = ()
    earlier_to_do: tuple[ToDo, ...] = ()


SAMPLES = (
    Sample(
        "Voorbeeld Knit",
        "BD",
        1250,
        (
            Said("workers-total", "1180"),
            Said("workers-women", "760"),
            Said("workers-migrant", still_so=True),
            Said("site-opened", still_so=True),
            Said("site-zone", still_so=True),
            Said("policy-written", "yes"),
            Said("policy-date", reason="to-follow"),
            Said(
                "house-rules-unions", "permission-needed", note=N_("Article 14 of the house rules, read out.")
            ),
            Said("freedom-of-association", "yes", note=N_('"We have no problem with unions here."')),
            Said("workers-informed", "partly"),
            Said("promise-no-harm", "spoken"),
            Said("union-tried", "ended"),
            Said("first-five-left", "4", marked=True),
            Said("outside-union-access", "partly"),
            Said("harmed-24-months", "dismissed,resigned"),
            Said("harmed-count", "3", evidence=N_("promised: letters of dismissal")),
            Said("bodies-present", "works-committee,safety-committee", evidence=N_("seen: minutes of 3 May")),
            Said("representatives-chosen", "named-by-management"),
            Said("worker-members", "8"),
            Said("union-present", "no"),
            Said("agreement-in-force", "yes", evidence=N_("promised: the signed agreement")),
            Said("agreement-signed", "2023-02"),
        ),
        to_do=(
            ToDo("promised:agreement-in-force", due="+2w", agreed=True),
            ToDo(
                "flag:union-tried:1",
                owner="union",
                due="+1m",
                state=FollowUpState.WAITING,
                remark=N_("A federation was asked; it will call back."),
            ),
            ToDo("disagreement:workers-informed", due="+1w"),
        ),
        denied=(
            Said("workers-total", reason="unknown"),
            Said(
                "freedom-of-association", "partly", note=N_('"Whoever asks about it is sent to the office."')
            ),
            Said("workers-informed", "no"),
            Said("promise-no-harm", "nobody"),
            Said("union-tried", "ended"),
            Said("first-five-left", "5"),
            Said("harmed-24-months", "dismissed,resigned,warned"),
            Said("harmed-count", "9"),
            Said("bodies-present", "safety-committee"),
            Said("representatives-chosen", "named-by-management"),
            Said("union-present", "no"),
            Said("agreement-in-force", "no", note=N_('"Nobody here ever saw one."')),
        ),
        earlier=(
            Said("workers-total", "1320"),
            Said("workers-women", "905"),
            Said("workers-migrant", "0"),
            Said("site-opened", "2011-04"),
            Said("site-zone", "no-zone"),
            Said("policy-written", "no"),
            Said("house-rules-unions", "silent"),
            Said("freedom-of-association", "yes"),
            Said("workers-informed", "no"),
            Said("promise-no-harm", "nobody"),
            Said("union-tried", "exists"),
            Said("first-five-left", "1"),
            Said("outside-union-access", "partly"),
            Said("harmed-24-months", "nothing"),
            Said("representatives-chosen", "named-by-management"),
            Said("union-present", "yes", evidence=N_("seen: certificate of registration")),
            Said("union-members", "140"),
            Said("agreement-in-force", "no"),
        ),
        earlier_to_do=(
            ToDo("flag:representatives-chosen:1", due="+11m"),
            ToDo(
                "flag:workers-informed:2",
                due="+3m",
                agreed=True,
                state=FollowUpState.DONE,
                remark=N_("A notice hangs in the canteen; a photo was seen."),
            ),
        ),
    ),
    Sample(
        "Proefdruk Denim",
        "TR",
        640,
        (
            Said("workers-total", "655"),
            Said("workers-women", "310"),
            Said("workers-migrant", "120"),
            Said("workers-temporary", "40"),
            Said("workers-agency", "0"),
            Said("homeworkers-count", reason="unknown"),
            Said("site-opened", "2004"),
            Said("site-zone", "industrial-park"),
            Said("zone-law", "national-law"),
            Said("freedom-of-association", "yes"),
            Said("workers-informed", "yes", evidence=N_("received: photo of the notice board")),
            Said("informed-how", "induction,poster"),
            Said("informed-last", "2026-03"),
            Said("informed-languages", "state-language"),
            Said("union-tried", "exists"),
            Said("first-five-left", "0"),
            Said("outside-union-access", "no"),
            Said("access-request-answer", "turned-away", note=N_("By the guards, in January.")),
            Said("harmed-24-months", "nothing"),
            Said("representatives-left", "2"),
            Said("representatives-chosen", "by-union"),
            Said("union-present", "yes", evidence=N_("seen: certificate of registration")),
            Said("union-name", reason="to-follow"),
            Said("union-registered", "2019-06"),
            Said("union-federation", "none"),
            Said("union-leader-post", "office"),
            Said("union-count", "1"),
            Said("union-members", "655", note=N_('"All of them, of course."')),
            Said("members-share-stated", "100%"),
            Said("agreement-in-force", "yes", evidence=N_("seen: pages 1 to 6")),
            Said("agreement-level", "factory"),
            Said("agreement-signed", "2024-01"),
            Said("agreement-until", "2025-12-31"),
            Said("agreement-signed-by", "union"),
            Said("complaints-12-months", "0"),
        ),
        short_form=True,
        is_finished=True,
        to_do=(
            ToDo("flag:access-request-answer:1", owner=N_("compliance manager"), due="+10d"),
            ToDo(
                "check:no-complaints-at-all",
                aside=N_("Complaints go to the union there; its list was shown."),
            ),
        ),
    ),
    Sample(
        "Nergens Garments",
        "VN",
        2100,
        (
            Said("workers-total", "2080"),
            Said("freedom-of-association", "yes"),
            Said("workers-informed", reason="unknown"),
            Said("harmed-24-months", reason="refused"),
        ),
        respondent=Respondent.WORKER_REPRESENTATIVE,
    ),
    Sample("Testtextiel", "IN", 310),
)


def fill_with_samples(workspace: Workspace) -> None:
    """Add the sample suppliers to a workspace, with their interviews on the shipped bank and what is done about them."""
    with open_workspace(workspace.database, workspace.banks_folder, clock=_last_year) as then:
        for sample in SAMPLES:
            if sample.earlier:
                then.add_supplier(sample.name, sample.country, workers=sample.workers)
                interview = _hold(then, sample, sample.earlier)
                interview.finish()
                _follow_up(then, interview, sample.earlier_to_do)
    for sample in SAMPLES:
        if not sample.earlier:
            workspace.add_supplier(sample.name, sample.country, workers=sample.workers)
        if sample.denied:
            _hold(workspace, sample, sample.denied, Respondent.WORKER_REPRESENTATIVE).finish()
        if sample.said:
            interview = _hold(workspace, sample, sample.said)
            if sample.is_finished:
                interview.finish()
            _follow_up(workspace, interview, sample.to_do)


def _last_year() -> datetime:
    """This moment, in the year before."""
    now = datetime.now(UTC)
    return now.replace(year=now.year - 1, day=min(now.day, 28))


def _hold(
    workspace: Workspace, sample: Sample, answers: tuple[Said, ...], respondent: Respondent | None = None
) -> OpenInterview:
    """Hold an interview with a sample supplier; the first of its round begins that."""
    second = bool(sample.denied) and answers is sample.said
    interview = workspace.start_interview(
        sample.name, BANK, respondent or sample.respondent, short_form=sample.short_form, new_round=not second
    )
    for said in answers:
        interview.record(said.question, _answer(interview, said))
    interview.visit(answers[-1].question)
    return interview


def _follow_up(workspace: Workspace, interview: OpenInterview, to_do: tuple[ToDo, ...]) -> None:
    """Make the follow-ups of an interview and its round, and set aside what is."""
    room = workspace.follow_ups
    offered = [offer.key for offer in room.offers(interview)]
    for one in to_do:
        key = next((key for key in offered if key.startswith(f"{one.finding}:")), one.finding)
        plan = Plan(owner=_(one.owner) if one.owner else None, due=one.due, agreed=one.agreed)
        if one.aside:
            room.set_aside(interview, key, _(one.aside))
            continue
        if key.startswith(FindingKind.DISAGREEMENT):
            made = _of_disagreement(workspace, interview, key, plan)
        else:
            made = room.add_from(interview, key, plan)
        room.set_state(made.id, one.state, _(one.remark) if one.remark else "")


def _of_disagreement(workspace: Workspace, interview: OpenInterview, key: str, plan: Plan) -> FollowUp:
    """Make a follow-up of where the voices of the interview's round differ."""
    supplier, name = interview.supplier.id, interview.round
    table = workspace.voices(supplier, name).tables[0]
    finding = next(one for one in table.disagreements if one.key == key)
    room = workspace.follow_ups
    return room.add_in_round(supplier, name, finding, table.bank, interview.language, plan)


def _answer(interview: OpenInterview, said: Said) -> Answer:
    question = interview.walk.steps[said.question].question
    if said.still_so:
        return still_so(interview.answer(question.id), interview.earlier(question.id))
    return Answer(
        value=parse_value(question, said.value) if said.value else None,
        reason=parse_reason(said.reason) if said.reason else None,
        note=_(said.note),
        evidence=(parse_evidence(_(said.evidence)),) if said.evidence else (),
        marked=said.marked,
    )

"""Follow-ups: made of what came out, or a finding set aside with a reason. Screens and commands ask this."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from questionnaire.banks.mistakes import near
from questionnaire.banks.model import Bank, Severity
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.finding_keys import current_key
from questionnaire.interviews.findings import Finding
from questionnaire.interviews.follow_ups import (
    STATE_WORDS,
    AsideFinding,
    FollowUp,
    FollowUpState,
    Offer,
    is_awaited,
    is_confidential,
    offer_of,
    offers_in,
    parse_due,
    parse_follow_up_remark,
    parse_owner,
    parse_what,
)
from questionnaire.rooms.follow_up_list import FollowUpList, refuse_telling
from questionnaire.store.keys import new_key
from questionnaire.store.supplier_names import the_supplier
from questionnaire.store.values import Origin
from questionnaire.text import one_line
from questionnaire.translation import _

if TYPE_CHECKING:
    from questionnaire.rooms.open_interview import OpenInterview


class Plan(Struct, frozen=True):
    """What is wanted of a follow-up, as it was typed; None is what the finding offers. `due` as `parse_due` reads it."""

    what: str | None = None
    owner: str | None = None
    due: str = ""
    agreed: bool = False


class Followed(Struct, frozen=True):
    """What is being done about the findings of an interview, or of a whole round, by their keys."""

    follow_ups: dict[str, FollowUp] = {}
    aside: dict[str, AsideFinding] = {}

    def under_way(self, finding: str) -> FollowUp | None:
        """The follow-up of a finding that is not over; None where there is none."""
        found = self.follow_ups.get(finding)
        return found if found is not None and found.is_open else None


class FollowUps(FollowUpList):
    """The follow-ups of all suppliers, and what they are made of."""

    def followed(self, interview: "OpenInterview") -> Followed:
        """What is being done about the findings of an interview; under the ids its questions have now."""
        return self._followed(
            self._kept.of_interview(interview.key),
            self._kept.aside_of(self._origin_of(interview)),
            lambda key: current_key(key, interview.walk),
        )

    def followed_in_round(self, supplier: str, round_name: str) -> Followed:
        """What is being done about where the voices of a supplier's round (key and name) differ."""
        origin = self._origin_in_round(supplier, round_name)
        return self._followed(self._kept.of_round(origin.round), self._kept.aside_of(origin), lambda key: key)

    def offer(self, interview: "OpenInterview", key: str, language: str | None = None) -> Offer:
        """What a follow-up of a finding begins with, or of an answer to follow, or of evidence promised.

        Raises NotFoundError.
        """
        spoken = language or interview.language
        for finding in interview.findings:
            if finding.key == key:
                return offer_of(finding, interview.bank, spoken, interview.respondent)
        known = {offer.key: offer for offer in awaited_offers(interview, spoken)}
        if key in known:
            return known[key]
        message = _("Nothing in this interview goes by '{finding}'.").format(finding=one_line(key)[:60])
        meant = near(key[:60], [*(finding.key for finding in interview.findings), *known])
        hint = _("Did you mean {meant}?").format(meant=meant) if meant else ""
        raise NotFoundError(
            message, hint or _("See: questionnaire interview show {key}").format(key=interview.key)
        )

    def offers(self, interview: "OpenInterview") -> list[Offer]:
        """The answers to follow and the evidence promised that have had no follow-up yet."""
        followed = self.followed(interview)
        return [
            offer
            for offer in awaited_offers(interview, interview.language)
            if offer.key not in followed.follow_ups and offer.key not in followed.aside
        ]

    def add(self, supplier: str, plan: Plan, severity: Severity | None = None) -> FollowUp:
        """Make a follow-up for a supplier that comes from no finding. Raises NotFoundError, InputError."""
        found = the_supplier(self._store.suppliers(), supplier)
        made = self._made(Origin(found.id, ""), None, plan, severity)
        origin = self._kept.origin_for(found.id, made.added_at)
        return self._keep(made, origin.round)

    def add_from(self, interview: "OpenInterview", key: str, plan: Plan | None = None) -> FollowUp:
        """Make a follow-up of a finding of an interview, or of what it offers; what is not planned is as offered.

        Raises NotFoundError, and InputError where one is under way already or the plan cannot be.
        """
        origin = self._origin_of(interview)
        made = self._made(origin, self.offer(interview, key), plan or Plan())
        kept = self._keep(made, origin.round)
        if is_awaited(key):
            interview.awaited.watch(kept)
        return kept

    def add_in_round(
        self,
        supplier: str,
        round_name: str,
        finding: Finding,
        bank: Bank,
        language: str,
        plan: Plan | None = None,
    ) -> FollowUp:
        """Make a follow-up of where the voices of a supplier's round (key and name) differ. Never agreed.

        Raises NotFoundError, InputError.
        """
        origin = self._origin_in_round(supplier, round_name)
        offer = offer_of(finding, bank, language, None)
        return self._keep(self._made(origin, offer, plan or Plan()), origin.round)

    def set_aside(self, interview: "OpenInterview", key: str, reason: str) -> AsideFinding:
        """Say that nothing will be done about a finding, and why. Raises NotFoundError, InputError."""
        self.offer(interview, key)
        running = self.followed(interview).under_way(key)
        if running is not None:
            message = _("There is a follow-up for it: {what}").format(what=running.what)
            raise InputError(message, _("Drop that first."))
        return self._set_aside(self._origin_of(interview), key, reason)

    def set_aside_in_round(self, supplier: str, round_name: str, key: str, reason: str) -> AsideFinding:
        """Say that nothing will be done about a difference between voices, and why. Raises InputError."""
        return self._set_aside(self._origin_in_round(supplier, round_name), key, reason)

    def take_up_in_round(self, supplier: str, round_name: str, key: str) -> bool:
        """Take up again a difference between voices; whether it was set aside. Raises NotFoundError."""
        return self._kept.take_up_again(self._origin_in_round(supplier, round_name), key, self._clock())

    def take_up_again(self, interview: "OpenInterview", key: str) -> bool:
        """Take a finding up again; the reason stays where it was. Whether it was set aside."""
        origin, now = self._origin_of(interview), self._clock()
        earlier = [one.finding for one in self._kept.aside_of(origin) if one.ended_at is None]
        named = [one for one in earlier if current_key(one, interview.walk) == key]
        for one in named:
            self._kept.take_up_again(origin, one, now)
        return bool(named)

    def set_aside_of(self, interview: "OpenInterview") -> list[AsideFinding]:
        """Every finding of an interview that was ever set aside, with its reason, oldest first."""
        return self._kept.aside_of(self._origin_of(interview))

    def _made(
        self, origin: Origin, offer: Offer | None, plan: Plan, severity: Severity | None = None
    ) -> FollowUp:
        """A follow-up that is not kept yet."""
        now = self._clock()
        finding = offer.key if offer else None
        if plan.agreed:
            refuse_telling(is_confidential(origin.respondent, finding))
        return FollowUp(
            id=new_key(),
            supplier=origin.supplier,
            supplier_name="",
            round=origin.round,
            round_name="",
            interview=origin.interview,
            respondent=origin.respondent,
            finding=finding,
            question=offer.question if offer else None,
            severity=offer.severity if offer else severity,
            what=parse_what(plan.what if plan.what is not None else offer.what if offer else ""),
            owner=parse_owner(plan.owner if plan.owner is not None else offer.owner if offer else "brand"),
            due=parse_due(plan.due, self.today),
            agreed=plan.agreed,
            state=FollowUpState.OPEN,
            added_at=now,
            changed_at=now,
            by=self._by,
        )

    def _keep(self, made: FollowUp, round_key: str) -> FollowUp:
        there = self._kept.add(replace(made, round=round_key))
        if there is not None:
            message = _("There is a follow-up for it already, {state}: {what}")
            hint = _("Change it with: questionnaire followup change {key}").format(key=there.id)
            raise InputError(message.format(state=_(STATE_WORDS[there.state]), what=there.what), hint)
        return self.find(made.id)

    def _set_aside(self, origin: Origin, key: str, reason: str) -> AsideFinding:
        said = parse_follow_up_remark(reason)
        if not said:
            message = _("A finding is set aside with a reason.")
            raise InputError(message, _("Say why nothing will be done about it."))
        aside = AsideFinding(key, said, self._clock(), self._by)
        there = self._kept.set_aside(origin, aside)
        if there is not None:
            message = _("It is set aside already: {reason}").format(reason=there.reason)
            raise InputError(message, _("Take it up again first."))
        return aside

    def _followed(
        self,
        follow_ups: Sequence[FollowUp],
        aside: Sequence[AsideFinding],
        key_now: Callable[[str], str],
    ) -> Followed:
        by_finding: dict[str, FollowUp] = {}
        for one in follow_ups:
            if one.finding is not None:
                name = key_now(one.finding)
                by_finding[name] = one if one.is_open else by_finding.get(name, one)
        return Followed(by_finding, {key_now(one.finding): one for one in aside if one.ended_at is None})

    def _origin_of(self, interview: "OpenInterview") -> Origin:
        origin = self._kept.origin_of(interview.key)
        if origin is None:
            raise NotFoundError(_("There is no interview '{name}'.").format(name=interview.key))
        return origin

    def _origin_in_round(self, supplier: str, round_name: str) -> Origin:
        origin = self._kept.origin_in_round(supplier, round_name)
        if origin is None:
            raise NotFoundError(_("There is no round '{name}'.").format(name=one_line(round_name)[:60]))
        return origin


def awaited_offers(interview: "OpenInterview", language: str) -> list[Offer]:
    """What the answers of an interview offer by themselves: those to follow, and the evidence promised."""
    return [
        offer
        for step in interview.asked()
        for offer in offers_in(
            step.question,
            interview.answer(step.question.id),
            interview.bank,
            language,
            interview.respondent,
        )
    ]

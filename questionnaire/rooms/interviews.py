"""The interviews: begun, listed, opened."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from questionnaire.banks.model import Bank, Respondent
from questionnaire.banks.words import RESPONDENT_WORDS
from questionnaire.errors import InputError, NotFoundError
from questionnaire.interviews.walk import Context
from questionnaire.rooms.open_interview import OpenInterview
from questionnaire.rooms.rounds import Rounds
from questionnaire.rooms.suppliers import Suppliers
from questionnaire.store.supplier_names import suppliers_like, the_supplier
from questionnaire.store.values import InterviewOverview, Start, Supplier
from questionnaire.text import one_line
from questionnaire.translation import _, language_in_use

if TYPE_CHECKING:
    from questionnaire.store.store import Store


class Interviews:
    """Every conversation that is kept here. A supplier and a bank are named as the workspace finds them."""

    def __init__(
        self,
        store: "Store",
        suppliers: Suppliers,
        bank: Callable[[str], Bank],
        *,
        by: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._suppliers = suppliers
        self._by = by
        self._clock = clock
        self.rounds = Rounds(store, clock, suppliers.find, bank, self.opened)

    def all(self, supplier: str | None = None) -> list[InterviewOverview]:
        """The interviews, of one supplier or of all, newest first."""
        return self._store.interviews(None if supplier is None else self._suppliers.find(supplier).id)

    def start(
        self,
        supplier: str,
        bank: str,
        respondent: Respondent,
        *,
        language: str | None = None,
        short_form: bool = False,
        new_round: bool = False,
        round_name: str | None = None,
        release: Bank | None = None,
    ) -> OpenInterview:
        """Start an interview in the supplier's open round, or in a new one, which closes it.

        It is held on the bank as the round is held on it, else as `release` is, else as it is now; what the same respondent
        said in the round before stands beside the questions. Raises InputError where the bank lacks the language or a short form, or has
        changed under the same version, or where there is a round of that name.
        """
        found = self._suppliers.find(supplier)
        if release is None:
            asked = self.rounds.bank_to_ask(found.id, bank, new_round=new_round)
        else:
            asked = self.rounds.release_of(found.id, release, new_round=new_round)
        read = asked.bank
        if short_form and not any(question.short_form for question in read.questions()):
            message = _("The bank {bank} has no short form.").format(bank=read.id)
            raise InputError(message, _("Mark its questions with `short_form: true`, or ask the whole bank."))
        spoken = _language_for(read, language)
        now = self._clock()
        context = self.context_for(found, respondent, short_form=short_form)
        context = self.rounds.with_previous(context, found.id, read, new_round=new_round)
        named = self.rounds.cleaned_name(round_name)
        start = Start(found.id, read, context, spoken, self._by, now, asked.release, new_round, named)
        key = self._store.start_interview(start)
        interview = self.opened(key)
        interview.rebuild()
        return interview

    def context_for(self, supplier: Supplier, respondent: Respondent, *, short_form: bool = False) -> Context:
        """What the conditions of an interview that began today could look at, but for the round before."""
        country = self._suppliers.country(supplier.country)
        facts = {name: fact.value for name, fact in country.facts.items()} if country else {}
        today = self._clock().date()
        return Context(respondent, today, short_form, supplier.country, supplier.workers, facts)

    def open(self, name: str) -> OpenInterview:
        """An interview by its key or a unique beginning of it, or the latest of a supplier.

        Raises NotFoundError, also where several respondents of a supplier are being interviewed: what one of them said
        must not get into the interview of another.
        """
        typed = one_line(name)
        keys = self._store.keys_like(typed.lower())
        if len(keys) == 1:
            return self.opened(keys[0])
        if keys:
            message = _("{count} interviews have a key that begins with '{name}'.")
            raise NotFoundError(message.format(count=len(keys), name=typed), _("Give more of the key."))
        known = self._store.suppliers()
        if not suppliers_like(known, typed):
            message = _("There is no interview and no supplier '{name}'.").format(name=typed[:60])
            raise NotFoundError(message, _("Give the key of an interview, or the name of a supplier."))
        supplier = the_supplier(known, typed)
        latest = self._store.interviews(supplier.id)
        if not latest:
            message = _("{supplier} has not been interviewed yet.").format(supplier=supplier.name)
            raise NotFoundError(message, _("Start an interview first."))
        _refuse_several(supplier, latest)
        return self.opened(latest[0].id)

    def opened(self, key: str) -> OpenInterview:
        """The interview with a key. Raises NotFoundError."""
        kept = self._store.interview(key)
        if kept is None:
            raise NotFoundError(_("There is no interview '{name}'.").format(name=key))
        country = self._suppliers.country(kept.supplier.country)
        return OpenInterview(self._store, kept, country, by=self._by, clock=self._clock)


def _refuse_several(supplier: Supplier, interviews: Sequence[InterviewOverview]) -> None:
    """Raise NotFoundError where interviews with more than one respondent of the latest round go on."""
    going_on = [one for one in interviews if one.round == interviews[0].round and one.finished_at is None]
    if len({one.respondent for one in going_on}) > 1:
        message = _("Several interviews with {supplier} go on: {interviews}.")
        named = ", ".join(f"{one.id} ({_(RESPONDENT_WORDS[one.respondent])})" for one in going_on)
        raise NotFoundError(
            message.format(supplier=supplier.name, interviews=named), _("Give the key of one of them.")
        )


def _language_for(bank: Bank, wanted: str | None) -> str:
    if wanted is None:
        return language_in_use() if language_in_use() in bank.languages else bank.languages[0]
    if wanted not in bank.languages:
        message = _("The bank {bank} is not in the language '{language}'.")
        hint = _("It is in: {known}.").format(known=", ".join(bank.languages))
        raise InputError(message.format(bank=bank.id, language=wanted[:20]), hint)
    return wanted

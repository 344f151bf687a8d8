"""What the law says about how soon a request is acted on. Not legal advice.

CCR is the California Code of Regulations, title 11.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.places import Jurisdiction
from assistant.tickets.request import RightsRequest
from assistant.tickets.ticket import Flag, Regime
from corpus import Milestone, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """By when a law wants something done."""

    what: Milestone
    days: int
    business: bool
    law: str


def _term(what: Milestone, days: int, law: str, *, business: bool = False) -> Term:
    return Term(what=what, days=days, business=business, law=law)


_VERIFIABLE = (
    _term(Milestone.CONFIRM_RECEIPT, 10, "CCR §7021(a)", business=True),
    _term(Milestone.ANSWER, 45, "CCR §7021(b)"),
    _term(Milestone.ANSWER_EXTENDED, 90, "CCR §7021(b)"),
)
TERMS: Mapping[Right, tuple[Term, ...]] = {
    Right.KNOW: _VERIFIABLE,
    Right.ACCESS: _VERIFIABLE,
    Right.PORTABILITY: _VERIFIABLE,
    Right.DELETE: _VERIFIABLE,
    Right.CORRECT: _VERIFIABLE,
    Right.CHILD_DATA: _VERIFIABLE,
    Right.OPT_OUT: (_term(Milestone.CARRY_OUT, 15, "CCR §7026(f)", business=True),),
    Right.LIMIT: (_term(Milestone.CARRY_OUT, 15, "CCR §7027(g)", business=True),),
    Right.SHINE_THE_LIGHT: (_term(Milestone.ANSWER, 30, "Cal. Civ. Code §1798.83(b)"),),
    Right.UNSUBSCRIBE_EMAIL: (
        _term(Milestone.CARRY_OUT, 10, "15 U.S.C. §7704(a)(4)(A)", business=True),
    ),
    Right.STOP_SMS: (
        _term(Milestone.CARRY_OUT, 10, "47 C.F.R. §64.1200(a)(10)", business=True),
    ),
    # No law of California's gives them; a person sets the time.
    Right.APPEAL: (),
    Right.OTHER: (),
}  # fmt: skip
_OF_ANYONE = {Right.UNSUBSCRIBE_EMAIL: Regime.CAN_SPAM, Right.STOP_SMS: Regime.TCPA}
_OF_NO_LAW = frozenset({Right.APPEAL, Right.OTHER})


def regime_of(request: RightsRequest) -> Regime:
    """The law that gives the right, as far as is known where the person lives."""
    if request.right in _OF_ANYONE:
        return _OF_ANYONE[request.right]
    if request.right in _OF_NO_LAW or _lives_elsewhere(request.requester.jurisdiction):
        return Regime.VOLUNTARY
    return Regime.SHINE_THE_LIGHT if request.right is Right.SHINE_THE_LIGHT else Regime.CCPA


def flags_of(request: RightsRequest) -> frozenset[Flag]:
    """What has to be known first of a request, by what it says itself."""
    of_californians = request.right not in _OF_ANYONE and request.right not in _OF_NO_LAW
    told = {
        Flag.OUTSIDE_CALIFORNIA: of_californians
        and _lives_elsewhere(request.requester.jurisdiction),
        Flag.ON_BEHALF: request.on_behalf_of is not None,
    }
    return frozenset(flag for flag, holds in told.items() if holds)


def _lives_elsewhere(jurisdiction: Jurisdiction | None) -> bool:
    """Where nothing is said, nothing is held against them. Somewhere in the US may be there."""
    return jurisdiction is not None and not jurisdiction.is_california and jurisdiction.code != "US"

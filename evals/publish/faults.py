"""Why a case does not pass, in sentences."""

from collections.abc import Iterator

from assistant.reply_json import ReplyKind
from evals.case import Assertion, AssertionType, Case
from evals.judgement import (
    asks_back,
    cites_core,
    cites_in_vain,
    contradicts,
    exact_request,
    offers_right,
    right_kind,
)
from evals.outcome import Outcome
from evals.publish.wording import listed, words
from evals.stated_verdict import stated_verdict

_ASSERTED = {
    AssertionType.ICONTAINS: ("shows", "and"),
    AssertionType.ICONTAINS_ALL: ("shows", "and"),
    AssertionType.ICONTAINS_ANY: ("shows", "or"),
    AssertionType.NOT_ICONTAINS: ("does not show", "or"),
    AssertionType.NOT_ICONTAINS_ANY: ("does not show", "or"),
    AssertionType.REGEX: ("matches", "and"),
    AssertionType.NOT_REGEX: ("does not match", "or"),
}


def faults(case: Case, outcome: Outcome) -> list[str]:
    """A sentence for each thing that keeps a case from passing; none where it passes."""
    if outcome.failure:
        return [f"There is no reply: {outcome.failure}"]
    return [*_of_reply(case, outcome), *_of_words(case, outcome)]


def in_words(assertion: Assertion) -> str:
    """What a reply must show, or must not: ``shows “twice” or “two times”``."""
    begin, between = _ASSERTED[assertion.type]
    return f"{begin} {listed((f'“{value}”' for value in assertion.values), last=between)}"


def fields_in_words(fields: dict[str, str]) -> str:
    """Fields of a request: ``right: delete, state: CA``."""
    return ", ".join(f"{words(name)}: {value}" for name, value in fields.items()) or "nothing"


def _of_reply(case: Case, outcome: Outcome) -> Iterator[str]:
    if not right_kind(case, outcome):
        got = words(outcome.kind) if outcome.kind else "no reply"
        yield f"The reply is of kind {got}, not {listed(words(kind) for kind in case.kinds)}."
    elif outcome.kind is ReplyKind.ANSWER and not cites_core(case, outcome):
        yield "The answer cites no core clause."
    elif asks_back(outcome) and case.core and not offers_right(case, outcome):
        yield "No option leads to a right answer."
    if cites_in_vain(case, outcome):
        yield "It cites what is neither core nor accepted."


def _of_words(case: Case, outcome: Outcome) -> Iterator[str]:
    for assertion in case.assertions:
        if not assertion.holds(outcome.text):
            yield f"Of its text this does not hold: {in_words(assertion)}."
    stated = stated_verdict(outcome.text)
    if stated and contradicts(case, outcome):
        yield f"It begins with {stated}, and the policy says {case.verdict}."
    if case.request is not None and not exact_request(case, outcome):
        got = fields_in_words({**(outcome.request or {})})
        yield f"The request’s fields are {got}; said was {fields_in_words({**case.request})}."
    if outcome.quote_fidelity != 1.0:
        share = f"{100 * outcome.quote_fidelity:.0f}%"
        yield f"Only {share} of its quotes stand verbatim in the policy."

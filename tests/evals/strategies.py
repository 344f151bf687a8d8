"""Cases and outcomes as hypothesis draws them, right ones among them often enough."""

from hypothesis import strategies as st

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Verdict
from evals.case import Assertion, AssertionType, Case
from evals.cited import Cited
from evals.outcome import Outcome
from tests.evals.examples import ACCEPTED, CORE, CORE_TOO, OTHER, cites

CITED: list[Cited] = [
    cites(CORE),
    cites(CORE_TOO),
    cites(ACCEPTED),
    cites(OTHER),
    cites(OTHER, CORE_TOO),
]
KINDS = [
    ReplyKind.ANSWER, ReplyKind.ABSTENTION, ReplyKind.CLARIFICATION, ReplyKind.HANDOFF,
    ReplyKind.RIGHTS_INTAKE,
]  # fmt: skip
REQUESTS = st.sampled_from([None, {"right": "delete"}, {"right": "delete", "name": "Ann"}])
WORDS = Assertion(type=AssertionType.ICONTAINS, values=("basket",))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case that a file of cases could hold."""
    kinds = tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True)))
    answers = ReplyKind.ANSWER in kinds
    judged = answers or draw(st.booleans())
    return Case(
        case_id="asked",
        turns=("is it so?",),
        kinds=kinds,
        reasons=tuple(draw(st.lists(st.sampled_from(Reason), max_size=2, unique=True))),
        verdict=draw(st.sampled_from([None, *Verdict])) if answers else None,
        core=frozenset({CORE, CORE_TOO} if answers else ()),
        accept=frozenset({ACCEPTED}) if judged else None,
        assertions=draw(st.sampled_from([(), (WORDS,)])),
        request=draw(REQUESTS) if ReplyKind.RIGHTS_INTAKE in kinds else None,
        tags=("tag",),
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, Outcome]:
    """A case and a reply to it, which more often than not is of a right kind and well quoted."""
    asked = draw(cases())
    kind = draw(st.sampled_from([*asked.kinds * 3, *KINDS]))
    offered = st.lists(st.sampled_from(CITED), max_size=2).map(tuple)
    offers = st.lists(offered, min_size=2, max_size=3).map(tuple)
    reply = Outcome(
        case_id="asked",
        question_sha256="",
        kind=kind,
        reason=draw(st.sampled_from([None, *Reason])),
        text=draw(st.sampled_from(["Yes, a basket.", "No basket.", "It depends.", "Basket", ""])),
        cited=tuple(draw(st.lists(st.sampled_from(CITED), max_size=3))),
        options=draw(offers) if kind is ReplyKind.CLARIFICATION else (),
        quote_fidelity=draw(st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.0])),
        request=draw(st.one_of(st.just(asked.request), REQUESTS)),
        found=draw(st.sampled_from([(), (CORE,), (OTHER, ACCEPTED, CORE)])),
        probability=draw(st.sampled_from([0.0, 0.5, 1.0])),
        would_cite=tuple(draw(st.lists(st.sampled_from(CITED), max_size=3))),
    )
    return asked, reply

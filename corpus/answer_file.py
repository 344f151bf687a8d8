"""Read the reviewed answers of a policy; whatever is wrong by hand is told by line, all at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from corpus.answer_entry import AnswerEntry, SupportEntry, read_entries
from corpus.answers import Answers, ReviewedAnswer, Sentence, StaleAnswer, StaleCause, Support
from corpus.errors import Fault, MalformedAnswers
from corpus.located_yaml import LocatedYaml, Place
from corpus.policy import Policy

_SAYS_NOTHING = re.compile(
    r"\bpolicy\b.*\b(?:doesn['’]t|does not|says nothing|is silent)\b", re.IGNORECASE
)
_APOSTROPHE = re.compile(r"['’]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    """A file of reviewed answers, with all that is wrong in it."""

    located: LocatedYaml
    entries: tuple[tuple[Place, AnswerEntry], ...]
    """Those of the right shape, and where each stands."""
    answers: Answers
    faults: tuple[Fault, ...]


def read_answers(content: str, policy: Policy, *, path: Path) -> Answers:
    """The answers that can be used and those that can't; ``MalformedAnswers`` has every fault."""
    file = read_answer_file(content, policy, path=path)
    if file.faults:
        raise MalformedAnswers(file.faults)
    return file.answers


def read_answer_file(content: str, policy: Policy, *, path: Path) -> AnswerFile:
    """The file, faults and all."""
    located = LocatedYaml(path, content=content)
    faults = list(located.faults)
    entries = tuple(read_entries(located, faults))
    faults += _used_twice(located, entries)
    current, stale = [], []
    for place, entry in entries:
        faults += _problems(located, place, entry, policy)
        causes = _causes(entry, policy)
        if causes:
            stale.append(_stale(entry, causes))
            continue
        sentences = _sentences(located, place, entry, policy, faults)
        current.append(_reviewed(entry, sentences))
    answers = Answers(current=tuple(current), stale=tuple(stale))
    return AnswerFile(located=located, entries=entries, answers=answers, faults=tuple(faults))


def asked_as(question: str) -> str:
    """A question without what nobody hears: letter case and punctuation."""
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", question.casefold())))


def watched(entry: AnswerEntry, policy: Policy) -> tuple[str, ...]:
    """The clauses that an answer depends on: those it names, and the lead-ins of list items.

    "Your address" says one thing below "We collect:" and another below "We never ask for:".
    """
    ids: dict[str, None] = {}
    for clause_id in entry.rests_on:
        ids[clause_id] = None
        clause = policy.clauses_by_id.get(clause_id)
        if clause is not None and clause.lead_in_id is not None:
            ids[clause.lead_in_id] = None
    return tuple(ids)


def _used_twice(
    located: LocatedYaml, entries: tuple[tuple[Place, AnswerEntry], ...]
) -> Iterator[Fault]:
    ids: dict[str, int] = {}
    questions: dict[str, str] = {}
    for place, entry in entries:
        if entry.id in ids:
            yield located.fault((*place, "id"), f"the id is used already in line {ids[entry.id]}")
        ids.setdefault(entry.id, located.line(place))
        for number, question in enumerate(entry.asked):
            here = (*place, "asked", number)
            if (other := questions.get(asked_as(question))) is not None:
                yield located.fault(here, f"{other} claims the same question: {question}")
            questions.setdefault(asked_as(question), entry.id)


def _problems(
    located: LocatedYaml, place: Place, entry: AnswerEntry, policy: Policy
) -> Iterator[Fault]:
    """What no single field shows to be wrong."""
    if entry.is_silence and entry.verdict is not None:
        yield located.fault((*place, "verdict"), "only an answer has a verdict")
    if not entry.is_silence and entry.verdict is None:
        yield located.fault(place, "an answer needs verdict: yes, no, depends or states")
    for number, sentence in enumerate(entry.answer):
        here = (*place, "answer", number)
        if not sentence.rests_on and not (entry.is_silence and _SAYS_NOTHING.search(sentence.says)):
            yield located.fault(
                here, "rests on no clause; only a silence's “The policy doesn't say …” may"
            )
        for order, support in enumerate(sentence.rests_on):
            if support.clause not in policy.clauses_by_id and support.clause not in entry.clauses:
                yield located.fault((*here, "rests_on", order), _no_clause(support.clause, policy))


def _no_clause(clause_id: str, policy: Policy) -> str:
    near = get_close_matches(clause_id, policy.clauses_by_id, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"policy {policy.policy_id} has no clause {clause_id}{hint}"


def _causes(entry: AnswerEntry, policy: Policy) -> dict[str, StaleCause]:
    causes = {}
    for clause_id in dict.fromkeys((*watched(entry, policy), *entry.clauses)):
        clause = policy.clauses_by_id.get(clause_id)
        if clause is None:
            causes[clause_id] = StaleCause.GONE
        elif clause_id not in entry.clauses:
            causes[clause_id] = StaleCause.UNREVIEWED
        elif clause.digest != entry.clauses[clause_id]:
            causes[clause_id] = StaleCause.CHANGED
    return causes


def _stale(entry: AnswerEntry, causes: dict[str, StaleCause]) -> StaleAnswer:
    supports = [one for sentence in entry.answer for one in sentence.rests_on if one.quote]
    quotes = {
        clause_id: tuple(str(one.quote) for one in supports if one.clause == clause_id)
        for clause_id in causes
    }
    return StaleAnswer(
        answer_id=entry.id,
        family=entry.family,
        asked=tuple(entry.asked),
        causes=causes,
        quotes=quotes,
        digests=entry.clauses,
    )


def _sentences(
    located: LocatedYaml, place: Place, entry: AnswerEntry, policy: Policy, faults: list[Fault]
) -> Iterator[Sentence]:
    for number, sentence in enumerate(entry.answer):
        supports = []
        for order, support in enumerate(sentence.rests_on):
            if (found := _support(support, policy)) is not None:
                supports.append(found)
                continue
            here = (*place, "answer", number, "rests_on", order)
            faults.append(
                located.fault(here, f"{support.clause} doesn't hold these words: {support.quote}")
            )
        yield Sentence(text=sentence.says, supports=tuple(supports), always=sentence.always)


def _support(support: SupportEntry, policy: Policy) -> Support | None:
    """Where the words stand, the first time if they stand there more than once."""
    clause = policy.clause(support.clause)
    quote = clause.text if support.quote is None else support.quote
    at = clause.text.find(quote)
    if at < 0:
        return None
    start = clause.start + at
    return Support(clause_id=clause.clause_id, start=start, end=start + len(quote))


def _reviewed(entry: AnswerEntry, sentences: Iterator[Sentence]) -> ReviewedAnswer:
    return ReviewedAnswer(
        answer_id=entry.id,
        family=entry.family,
        topic=entry.topic,
        is_silence=entry.is_silence,
        verdict=entry.verdict,
        not_for=entry.not_for,
        offers=entry.offers,
        contradiction=entry.contradiction,
        asked=tuple(entry.asked),
        sentences=tuple(sentences),
        reviewed_by=entry.reviewed.by,
        reviewed_on=entry.reviewed.on,
        digests=entry.clauses,
    )

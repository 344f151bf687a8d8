"""From hits to quotes: which clauses to cite, how much of each, and the words around them."""

from collections.abc import Iterable, Iterator, Sequence

from assistant import wording
from assistant.reply import Citation
from corpus import Audience, Clause, ClauseKind, Policy
from corpus.sentences import sentence_spans
from index.passage import Hit

MOST_QUOTES = 3
# A hit is quoted when it is this near to the best one. Wider margins bring in more clauses that
# answer and more that don't: docs/retrieval.md.
MARGIN = 0.06
# Longer clauses and lists are quoted in part; the whole is a click away.
LONGEST_QUOTE = 1500
LONGEST_CLAUSE = 350

Span = tuple[int, int]


def citations_of(
    policy: Policy, hits: Sequence[Hit], *, most: int = MOST_QUOTES, margin: float = MARGIN
) -> tuple[Citation, ...]:
    """The quotes that the hits lead to, best first."""
    near = [hit for hit in hits if hit.score >= hits[0].score - margin]
    spans: dict[str, list[Span]] = {}
    for hit in near:
        clause = policy.clause(hit.passage.clause_ids[0])
        place = _place(policy, clause, spans)
        if place in spans or len(spans) < most:
            spans.setdefault(place, []).append((hit.passage.start, hit.passage.end))
    return tuple(
        Citation.cut(policy, clause_id, *_quote(policy, policy.clause(clause_id), found), marker=n)
        for n, (clause_id, found) in enumerate(spans.items(), start=1)
    )


def whole_clauses(policy: Policy, clause_ids: Iterable[str]) -> tuple[Citation, ...]:
    """The clauses quoted whole, a lead-in with its list."""
    return tuple(
        Citation.cut(policy, clause_id, *_whole(policy, policy.clause(clause_id)), marker=number)
        for number, clause_id in enumerate(clause_ids, start=1)
    )


def written(policy: Policy, lead: str, citations: Sequence[Citation]) -> str:
    """The lead line and the quotes with their markers, each with what it must be read under."""
    blocks = [lead]
    for citation in citations:
        quote = f"“{citation.quote}” [{citation.marker}]"
        blocks.append("\n".join([*_read_under(policy, citation), quote]))
    return "\n\n".join(blocks)


def _place(policy: Policy, clause: Clause, spans: dict[str, list[Span]]) -> str:
    """Where a clause is quoted: two parts of one list are quoted as the list.

    Where that is too long, a lead-in is not quoted beside its items: they are shown under it.
    """
    lead_in = clause.lead_in_id or clause.clause_id
    items = {item.clause_id for item in policy.items_under(lead_in)}
    held = [part for part in spans if part in {lead_in, *items} - {clause.clause_id}]
    if not items or not held:
        return clause.clause_id
    if len(_list_text(policy, lead_in)) <= LONGEST_QUOTE:
        _rename(spans, held, lead_in)
        return lead_in
    if clause.clause_id == lead_in:
        return held[0]
    _rename(spans, [lead_in], clause.clause_id)
    return clause.clause_id


def _rename(spans: dict[str, list[Span]], before: Sequence[str], after: str) -> None:
    """Put another clause in the place that one had."""
    held = list(spans.items())
    spans.clear()
    for clause_id, found in held:
        spans[after if clause_id in before else clause_id] = found


def _list_text(policy: Policy, clause_id: str) -> str:
    clause = policy.clause(clause_id)
    items = policy.items_under(clause_id)
    return policy.text[clause.start : items[-1].end if items else clause.end]


def _quote(policy: Policy, clause: Clause, found: Sequence[Span]) -> Span:
    if policy.items_under(clause.clause_id) or len(clause.text) <= LONGEST_CLAUSE:
        return _whole(policy, clause)
    if clause.kind is not ClauseKind.PARAGRAPH:
        return clause.start, clause.end
    return _run_of_sentences(clause, found)


def _whole(policy: Policy, clause: Clause) -> Span:
    items = policy.items_under(clause.clause_id)
    end = items[-1].end if items else clause.end
    return clause.start, end if end - clause.start <= LONGEST_QUOTE else clause.end


def _run_of_sentences(clause: Clause, found: Sequence[Span]) -> Span:
    """The sentences that were found, with one between them if need be; from the best one on."""
    sentences = [(clause.start + a, clause.start + b) for a, b in sentence_spans(clause.text)]
    places = sorted(sentences.index(span) for span in found if span in sentences)
    best = sentences.index(found[0]) if found[0] in sentences else 0
    first = last = best
    for place in reversed([place for place in places if place < best]):
        if first - place > 2:
            break
        first = place
    for place in (place for place in places if place > best):
        if place - last > 2:
            break
        last = place
    return sentences[first][0], sentences[last][1]


def _read_under(policy: Policy, citation: Citation) -> Iterator[str]:
    clause = policy.clause(citation.clause_id)
    if citation.applies_to is not Audience.EVERYONE:
        yield wording.binds_some(citation.applies_to)
    if clause.lead_in:
        yield wording.read_under(clause.kind, clause.lead_in)

"""A reply as the lines that a terminal shows."""

from collections.abc import Iterable, Iterator

from assistant.reply import Clarification, Reply, SmallTalk
from corpus import Audience


def reply_lines(reply: Reply) -> Iterator[str]:
    """What is said, then what it rests on; of topics to choose, what each would rest on."""
    if isinstance(reply, Clarification):
        yield from [reply.lead, ""]
        for number, option in enumerate(reply.options, start=1):
            clause_ids = dict.fromkeys(citation.clause_id for citation in option.citations)
            yield from option_lines(number, option.text, clause_ids)
        return
    yield reply.text
    if not isinstance(reply, SmallTalk) and reply.citations:
        yield ""
        for citation in reply.citations:
            yield from citation_lines(
                citation.marker, citation.clause_id, citation.heading, citation.applies_to,
                citation.quote, said=citation.quote in reply.text,
            )  # fmt: skip


def option_lines(number: int, text: str, clause_ids: Iterable[str]) -> Iterator[str]:
    """A topic to choose, and what it would rest on."""
    yield f"{number}. {text}"
    if listed := ", ".join(clause_ids):
        yield f"    {listed}"


def citation_lines(
    marker: int, clause_id: str, heading: Iterable[str], applies_to: Audience, quote: str,
    *, said: bool,
) -> Iterator[str]:  # fmt: skip
    """Where a quote stands and whom it binds; and the quote, where it was not ``said`` before."""
    place = f"{clause_id} ({' > '.join(heading)})"
    yield f"[{marker}] {place}; applies to: {applies_to.label}"
    if not said:
        yield f"    “{quote}”"

"""A reply as the lines that a terminal shows."""

from collections.abc import Iterator

from assistant.reply import Citation, Clarification, Option, Reply, SmallTalk


def reply_lines(reply: Reply) -> Iterator[str]:
    """What is said, then what it rests on; of topics to choose, what each would rest on."""
    if isinstance(reply, Clarification):
        yield from [reply.lead, ""]
        for number, option in enumerate(reply.options, start=1):
            yield from _option(number, option)
        return
    yield reply.text
    if not isinstance(reply, SmallTalk) and reply.citations:
        yield ""
        for citation in reply.citations:
            yield from _citation(citation, said=citation.quote in reply.text)


def _option(number: int, option: Option) -> Iterator[str]:
    yield f"{number}. {option.text}"
    clause_ids = dict.fromkeys(citation.clause_id for citation in option.citations)
    if clause_ids:
        yield f"    {', '.join(clause_ids)}"


def _citation(citation: Citation, *, said: bool) -> Iterator[str]:
    place = f"{citation.clause_id} ({' > '.join(citation.heading)})"
    yield f"[{citation.marker}] {place}; applies to: {citation.applies_to.label}"
    if not said:
        yield f"    “{citation.quote}”"

"""A reply as an agent pastes it into a letter: no ids, no numbers in brackets."""

import re
from collections.abc import Iterator

from assistant.reply import Clarification, Reply, SmallTalk
from corpus import Policy

_MARKER = re.compile(r"\s*\[\d+\]")


def for_a_customer(reply: Reply, policy: Policy) -> str:
    """The text, then the sentences of the policy that it rests on, and where to read them."""
    return "\n".join(_lines(reply, policy))


def _lines(reply: Reply, policy: Policy) -> Iterator[str]:
    yield _MARKER.sub("", reply.lead if isinstance(reply, Clarification) else reply.text)
    if isinstance(reply, SmallTalk | Clarification) or not reply.citations:
        return
    unsaid = [one for one in reply.citations if one.quote not in reply.text]
    if unsaid:
        yield ""
        yield f"Our privacy policy ({policy.version}) says:"
        for one in unsaid:
            yield f"“{one.quote}” ({one.heading[-1]})" if one.heading else f"“{one.quote}”"
    if policy.url:
        yield ""
        yield f"The whole policy: {policy.url}"

"""Requests that a question before them completes: "then delete it".

They are said so that they are routed as requests; what wouldn't be is left as it is.
"""

from assistant.behind import Behind, Full, Rule
from assistant.route import RequestRoute, route


def _request(words: str | None) -> Full | None:
    """The words, where they ask for a deed that is known."""
    if words is None or not isinstance(route(words), RequestRoute):
        return None
    return Full(text=words, goes_on=words)


def _order(behind: Behind) -> Full | None:
    """Out of "then delete it"."""
    words = f"please {behind.match['deed']} {behind.thing or 'my data'}"
    return _request(words) or _request(f"{words} from your records")


def _do_it(behind: Behind) -> Full | None:
    """Out of "ok do that", behind "how do I delete my account"."""
    return _request(behind.parts.done and f"please {behind.parts.done}")


def _stop_it(behind: Behind) -> Full | None:
    """Out of "don't do that", behind "do you sell my data"."""
    return _request(behind.parts.doing and f"please stop {behind.parts.doing}")


def _copy(behind: Behind) -> Full | None:
    return _request(behind.thing and f"I want a copy of {behind.thing}")


def _wrong(behind: Behind) -> Full | None:
    return _request(
        behind.thing and f"{behind.thing} is {behind.match['wrong']}, please correct it"
    )


_LEAD = (
    r"^(?:please |then |and |just |now |go ahead and |i want (?:you )?to "
    r"|i(?:'d| would) like (?:you )?to |(?:can|could|will|would) you )*"
)
_END = r"(?: all| then| now| please| for me| right away)*$"

REQUESTS: tuple[tuple[str, Rule], ...] = (
    (
        rf"{_LEAD}(?P<deed>delete|erase|remove|wipe|correct|change|fix|update|export|send me)"
        rf" (?:it|that|them|this|those|all of it|all of that|all that)(?: data| info)?{_END}",
        _order,
    ),
    (rf"{_LEAD}(?:do (?:it|that|this|so)|proceed|go ahead){_END}", _do_it),
    (
        r"(?:^|, )(?:please |then |and |just )*(?:stop (?:doing )?(?:it|that|this)"
        rf"|don'?t do (?:it|that|this)|i don'?t want (?:it|that|this)){_END}",
        _stop_it,
    ),
    (
        rf"^(?:i want|i'd like|i need|give me|send me) a copy(?: of (?:it|that|them))?{_END}",
        _copy,
    ),
    (r"^(?:it|that)(?:'?s| is) (?P<wrong>wrong|incorrect|outdated|not right)\b", _wrong),
)

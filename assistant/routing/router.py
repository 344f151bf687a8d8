"""Which way a message goes: what was learnt from the examples, beside the rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.route import RequestRoute, Route, directed, route
from assistant.routing.named import named_right
from assistant.routing.traits import traits
from assistant.routing.weights import Numbers, Weights
from corpus import Right

_LIKELY = 0.5
# A rule that found a wish for a person is wrong where next to nothing else speaks for one: "is my
# chat with support recorded".
_NOT_RULED_OUT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """Tells requests, wishes for a person and small talk from questions."""

    weights: Weights | None = None
    """None where none were trained for the embedding model: the rules decide alone."""

    def route(self, text: str, vector: Numbers) -> Route | RequestRoute:
        """Which way the message goes; ``vector`` is its embedding."""
        by_rule = route(text)
        if self.weights is None or by_rule is Route.SMALL_TALK:
            return by_rule
        if (right := directed(text)) is not None:
            return RequestRoute(right=named_right(text) or right)
        beliefs = self.weights.beliefs(traits(text), vector)
        if beliefs["person"] >= (_NOT_RULED_OUT if by_rule is Route.PERSON else _LIKELY):
            return Route.PERSON
        rights = {right: beliefs[right] for right in Right}
        if sum(rights.values()) >= self.weights.request_from:
            return RequestRoute(right=named_right(text) or _likeliest(rights))
        return Route.SMALL_TALK if beliefs["small_talk"] >= _LIKELY else Route.QUESTION


def _likeliest(rights: Mapping[Right, float]) -> Right:
    return max(rights, key=lambda right: rights[right])

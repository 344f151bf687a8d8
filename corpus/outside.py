"""What people say that no privacy policy is about."""

from collections.abc import Mapping
from pathlib import Path

from corpus.errors import MalformedAnswers
from corpus.located_yaml import LocatedYaml

_SHIPPED = Path(__file__).parent / "outside.yaml"


def outside_topics(path: Path = _SHIPPED) -> Mapping[str, tuple[str, ...]]:
    """The topics, each with ways to speak of it; ``MalformedAnswers`` where they can't be read."""
    located = LocatedYaml(path)
    topics = located.content
    if located.faults or not isinstance(topics, dict):
        raise MalformedAnswers(located.faults or [located.fault((), "topics are a mapping")])
    return {topic: tuple(map(str, ways)) for topic, ways in topics.items()}

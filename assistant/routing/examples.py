"""What people write, sorted by what they want: what the classifier is trained on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.errors import MalformedExamples
from corpus import Right

EXAMPLES = Path(__file__).parent / "examples.yaml"
NO_REQUEST = ("question", "privacy", "outside", "person", "small_talk")
"""About a right; anything else about data; neither; a wish for a person; a greeting."""
WANTED = (*(right.value for right in Right), *NO_REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A message with what it wants."""

    text: str
    wanted: str
    """A right's value, or one of ``NO_REQUEST``."""
    asker: str
    """Whose way to write it is; what was learnt of the others is tried on each."""


def read_examples(path: Path = EXAMPLES) -> list[Example]:
    """All examples; ``MalformedExamples`` says what is wrong with which."""
    try:
        listed = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 -- a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MalformedExamples(path, str(error)) from error
    if not isinstance(listed, list) or not listed:
        raise MalformedExamples(path, "it must be a list of askers")
    examples = [example for entry in listed for example in _of_asker(path, entry)]
    texts = Counter(example.text for example in examples)
    if twice := [text for text, count in texts.items() if count > 1]:
        raise MalformedExamples(path, f"these stand there twice: {'; '.join(twice)}")
    return examples


# libyaml's reader is an order of magnitude faster where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _of_asker(path: Path, entry: object) -> list[Example]:
    if not isinstance(entry, Mapping) or set(entry) != {"asker", "says"}:
        raise MalformedExamples(path, f"an entry must have an asker and what he says: {entry!r}")
    asker, says = entry["asker"], entry["says"]
    if not isinstance(says, Mapping):
        raise MalformedExamples(path, f"{asker} must say something under each thing wanted")
    return [
        Example(text=text, wanted=wanted, asker=str(asker))
        for wanted in says
        for text in _texts(path, f"{asker}, {wanted}", wanted, says[wanted])
    ]


def _texts(path: Path, place: str, wanted: object, listed: object) -> list[str]:
    if wanted not in WANTED:
        raise MalformedExamples(path, f"{place}: wanted is one of {', '.join(WANTED)}")
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise MalformedExamples(path, f"{place}: it must be a list of texts")
    return listed

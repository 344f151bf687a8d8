"""What stands above a policy's Markdown: whose it is, which version, and how to reach them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import MalformedPolicy

_BLOCK = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_KEYS = {
    "policy_id", "company", "title", "version", "effective_date", "url", "contact",
    "own_domains", "public_authorities",
}  # fmt: skip
_LISTS = ("own_domains", "public_authorities")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The facts above the text, and the text."""

    facts: Mapping[str, Any]
    """Arguments for ``Policy``."""
    body: str
    lines: int
    """How many lines the front matter takes."""


def read_front_matter(markdown: str, *, path: Path | str) -> FrontMatter:
    """The facts and the text below them; ``MalformedPolicy`` where a fact is missing or unknown."""
    block = _BLOCK.match(markdown)
    if block is None:
        raise MalformedPolicy(path, "it must begin with front matter between two lines of '---'.")
    return FrontMatter(
        facts=_facts(block.group(1), path),
        body=markdown[block.end() :],
        lines=markdown[: block.end()].count("\n"),
    )


def _facts(front: str, path: Path | str) -> dict[str, Any]:
    try:
        facts = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError) as error:  # a date such as 2024-13-45 is a ValueError
        raise MalformedPolicy(path, f"its front matter is not YAML: {error}") from error
    if not isinstance(facts, Mapping):
        raise MalformedPolicy(path, "its front matter must hold one 'key: value' a line.")
    if strange := sorted(map(str, set(facts) - _KEYS)):
        raise MalformedPolicy(path, f"its front matter has unknown keys: {', '.join(strange)}.")
    for key in ("policy_id", "company", "title", "version"):
        if facts.get(key) in (None, ""):
            raise MalformedPolicy(path, f"its front matter lacks {key!r}.")
    for key in _LISTS:
        if not isinstance(facts.get(key) or [], list):
            raise MalformedPolicy(path, f"its {key!r} must be a list, such as [shop.example].")
    strings = {key: None if value is None else str(value) for key, value in facts.items()}
    lists = {key: tuple(map(str, facts.get(key) or ())) for key in _LISTS}
    return {**strings, **lists}

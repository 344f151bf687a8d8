"""A target that answers in no time, and does what a test asks for first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from assistant.turn import Assistant
from evals.target import InProcess, Said
from tests.fakes import FakeAssistant

EXAM = Path(__file__).with_name("exam.yaml")
"""Cases to ask it; it fails some of them."""


@dataclass
class FakeTarget:
    """The tests' assistant as a target; it keeps the contract of ``evals.target.Target``."""

    deeds: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    """What happens before a case whose first turn holds the word."""
    name: str = "fake"
    parts: Mapping[str, Any] = field(default_factory=lambda: {"model": "fake"})
    assistant: FakeAssistant = field(default_factory=FakeAssistant)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def converse(self, turns: Sequence[str], *, seconds: float) -> Said:
        self.asked.append(tuple(turns))
        for word, deed in self.deeds.items():
            if word in turns[0]:
                deed()
        real = InProcess(assistant=cast(Assistant, self.assistant), model="fake")
        return real.converse(turns, seconds=seconds)

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from assistant.conversation import Conversation
from assistant.labelled import LabelledQuestion, read_labelled
from assistant.reply import Reply
from assistant.turn import Assistant
from index.passage import Hit
from index.retriever import Retriever
from settings import Settings


@dataclass(frozen=True)
class Remembering:
    """A retriever that searches for each question once."""

    retriever: Retriever
    found: dict[tuple[str, str], list[Hit]] = field(default_factory=dict)

    def search(self, question: str, *, document: str) -> list[Hit]:
        if (question, document) not in self.found:
            self.found[question, document] = self.retriever.search(question, document=document)
        return self.found[question, document]

    def coverage(self, question: str, hits: Sequence[Hit]) -> float:
        return self.retriever.coverage(question, hits)


@pytest.fixture(scope="session")
def retriever(assistant: Assistant) -> Any:
    """The real retriever; what one test searched for, the next has at once."""
    return Remembering(assistant.answering.retriever)


@pytest.fixture(scope="session")
def questions() -> list[LabelledQuestion]:
    """The shipped labelled questions."""
    settings = Settings()
    return read_labelled(settings.policies_folder / settings.policy / "questions.yaml")


@pytest.fixture(scope="session")
def replies(
    assistant: Assistant, retriever: Any, questions: list[LabelledQuestion]
) -> list[tuple[LabelledQuestion, Reply]]:
    """Every labelled question with the real assistant's reply."""
    asked = replace(assistant, answering=replace(assistant.answering, retriever=retriever))
    return [(question, asked.reply(Conversation.begin(), question.text)) for question in questions]

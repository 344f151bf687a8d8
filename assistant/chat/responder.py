"""What the chat and the API need of an assistant; the real one and the tests' fake both have it."""

from collections.abc import Mapping
from typing import Protocol

from assistant.conversation import Conversation
from assistant.explanation import Explanation
from assistant.reply import Reply
from assistant.tickets.request import Field
from corpus import Policy


class Responder(Protocol):
    """Answers one turn about one policy."""

    @property
    def policy(self) -> Policy:
        """The policy that is asked about."""

    @property
    def contact(self) -> str:
        """Where a person is reached."""

    @property
    def files(self) -> bool:
        """Whether requests can be filed."""

    def reply(self, conversation: Conversation, text: str) -> Reply:
        """What is said back to ``text`` after the turns of ``conversation``.

        Raises ``RefusedText`` where the text can't be a message.
        """

    def failed(self, conversation: Conversation, text: str) -> Reply:
        """What is said to ``text`` where its turn broke."""

    def submit(self, conversation: Conversation, given: Mapping[Field, str]) -> Reply:
        """What is said to the form of the request that is open in ``conversation``.

        Raises ``UnusableField`` where a field can't be used.
        """

    def next_questions(self, conversation: Conversation) -> tuple[str, ...]:
        """Questions to ask next that are surely answered; empty where none is near."""

    def explain(self, conversation: Conversation, text: str) -> Explanation:
        """What the policy has on ``text``, whatever the reply; ``RefusedText`` as in ``reply``."""

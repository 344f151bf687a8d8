"""A conversation with an assistant, said line by line."""

from collections.abc import Sequence

from assistant.conversation import Conversation
from assistant.reply import Reply
from assistant.turn import Assistant


def talk(
    assistant: Assistant, texts: Sequence[str], conversation: Conversation | None = None
) -> tuple[Reply, Conversation]:
    conversation = conversation or Conversation.begin()
    for text in texts:
        reply = assistant.reply(conversation, text)
        conversation = conversation.after(text, reply)
    return reply, conversation

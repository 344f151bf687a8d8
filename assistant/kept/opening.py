"""The keeper that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from assistant.kept.conversations import KeptConversations
from assistant.kept.keeper import Keeper
from assistant.kept.upkeep import forgetting
from assistant.masking.opening import open_masker
from assistant.tickets.opening import open_tickets_engine, utc_now
from corpus import Policy
from settings import Settings


def open_conversations(settings: Settings, policy: Policy) -> KeptConversations:
    """Conversations about the policy; errors as in ``open_tickets_engine``."""
    return KeptConversations(
        open_tickets_engine(settings), policy_id=policy.policy_id, masker=open_masker(policy),
        policy_sha256=policy.sha256,
    )  # fmt: skip


@contextmanager
def keeping(settings: Settings, conversations: KeptConversations) -> Iterator[Keeper]:
    """Keep conversations, and delete them when their time is over, while the block runs."""
    after = timedelta(days=settings.conversation_days)
    with forgetting(conversations, after=after, now=utc_now):
        keeper = Keeper(conversations, now=utc_now)
        yield keeper
        keeper.finish()

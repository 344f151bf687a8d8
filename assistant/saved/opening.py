"""The saved answers that the settings name."""

from datetime import timedelta

from assistant.saved.answers import SavedAnswers
from assistant.tickets.opening import open_tickets_engine, utc_now
from corpus import Policy
from settings import Settings


def open_saved(settings: Settings, policy: Policy) -> SavedAnswers:
    """Answers about the policy; errors as in ``open_tickets_engine``."""
    return SavedAnswers(
        open_tickets_engine(settings), policy=policy,
        keeps=timedelta(days=settings.saved_answer_days), now=utc_now,
    )  # fmt: skip

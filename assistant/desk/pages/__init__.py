"""The pages of the desk: what each shows, and what each form does."""

from assistant.desk.pages.entrance import Entrance
from assistant.desk.pages.gaps import GapPages
from assistant.desk.pages.live import LivePages
from assistant.desk.pages.lookup import LookupPages
from assistant.desk.pages.queue import QueuePages
from assistant.desk.pages.record import RecordPages
from assistant.desk.pages.ticket import TicketPages

__all__ = [
    "Entrance", "GapPages", "LivePages", "LookupPages", "QueuePages", "RecordPages", "TicketPages",
]  # fmt: skip

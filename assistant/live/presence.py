"""Whose page is open, as far as the server that they talk to knows."""

from collections import OrderedDict
from threading import Lock
from time import monotonic

_MOST = 5000
_OPEN_SECONDS = 15.0


class Presence:
    """When the page of each conversation that waits for a person was last heard of."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def see(self, ticket_id: str) -> None:
        """The page is open now."""
        with self._lock:
            self._seen[ticket_id] = monotonic()
            self._seen.move_to_end(ticket_id)
            while len(self._seen) > _MOST:
                self._seen.popitem(last=False)

    def is_open(self, ticket_id: str) -> bool:
        """Whether it was heard of a moment ago."""
        with self._lock:
            seen = self._seen.get(ticket_id)
        return seen is not None and monotonic() - seen < _OPEN_SECONDS

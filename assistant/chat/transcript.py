"""What each open page has said and been told, kept on our side only.

A browser can send any history it likes, so none is read from it: it sends a line, and gets back
what stands here, also once it is loaded again. What is written to disk of it is masked (``kept``).
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from weakref import WeakValueDictionary

from assistant.conversation import Conversation
from assistant.intake.sheet import Sheet
from assistant.reply import Handoff, Reply
from assistant.verdict import Judging

LONGEST = 40
"""Exchanges that are kept of one conversation; older ones are let go."""
_LET_GO = 10
"""Lines that are let go at once: a page that shows as many as before shows nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One bubble of the chat, in Markdown."""

    role: str
    markdown: str
    choices: tuple[str, ...] = ()
    """Messages of which one is to be said next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One page's conversation, and the lines that it shows."""

    conversation: Conversation = field(default_factory=Conversation.begin)
    lines: tuple[Line, ...] = ()
    sheet: Sheet | None = None
    """The form of the request that is open, as it is to be shown."""
    count: int = 0
    """Turns there were, those that were let go included."""
    reference: str | None = None
    """Under which a person has the conversation, or is to have it."""
    awaits: bool = False
    """Whether the last line is being answered."""
    judging: Judging = Judging.NOT
    """Whether the shopper may say what they think of the last answer."""
    following: tuple[str, ...] = ()
    """Questions that may be asked next."""
    heard: int = 0
    """The last of the person's lines that is shown."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Those of the last line: once anything else is said, they are no longer offered."""
        return self.lines[-1].choices if self.lines else ()

    def show(self, role: str, markdown: str, *, choices: tuple[str, ...] = ()) -> "Transcript":
        """The transcript with one more line."""
        lines = (*self.lines, Line(role=role, markdown=markdown, choices=choices))
        if len(lines) > 2 * LONGEST:
            lines = lines[_LET_GO:]
        # What was offered below the last line is about that one.
        return replace(self, lines=lines, awaits=False, judging=Judging.NOT, following=())

    def remember(self, text: str, reply: Reply) -> "Transcript":
        """The transcript whose conversation has one more turn."""
        grown = self.conversation.after(text, reply)
        reference = reply.reference if isinstance(reply, Handoff) else None
        return replace(
            self, conversation=replace(grown, turns=grown.turns[-LONGEST:]), count=self.count + 1,
            reference=reference or self.reference,
        )  # fmt: skip


class Transcripts:
    """The transcripts of the pages that are open: so many, for so long."""

    def __init__(self, *, most: int = 2000, seconds: float = 3600.0) -> None:
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, Transcript]] = OrderedDict()
        self._lock = Lock()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    @contextmanager
    def turn(self, page: str) -> Iterator[None]:
        """Turns of one page are taken one after the other: the later one knows the earlier."""
        with self._lock:
            # It is gone once nobody holds it or waits for it.
            mine = self._turns.setdefault(page, Lock())
        with mine:
            yield

    def of(self, page: str) -> Transcript:
        """The page's transcript; an empty one where none is kept or it has lapsed."""
        return self.find(page) or Transcript()

    def find(self, page: str) -> Transcript | None:
        """The page's transcript; None where none is kept or it has lapsed."""
        with self._lock:
            self._let_go()
            kept = self._kept.get(page)
            return kept[1] if kept else None

    def keep(self, page: str, transcript: Transcript) -> None:
        """Keep the page's transcript; the one unused for longest makes room."""
        with self._lock:
            self._put(page, transcript)
            self._let_go()

    def keep_instead(self, page: str, before: Transcript, transcript: Transcript) -> bool:
        """Keep the page's transcript, if it still is the one before."""
        with self._lock:
            kept = self._kept.get(page)
            if kept is None or kept[1] is not before:
                return False
            self._put(page, transcript)
            return True

    def forget(self, page: str) -> None:
        """Let go of the page's transcript."""
        with self._lock:
            self._kept.pop(page, None)

    def _put(self, page: str, transcript: Transcript) -> None:
        self._kept[page] = (monotonic() + self._seconds, transcript)
        self._kept.move_to_end(page)

    def _let_go(self) -> None:
        now = monotonic()
        while self._kept:
            oldest = next(iter(self._kept))
            lapsed = self._kept[oldest][0] < now
            if not lapsed and len(self._kept) <= self._most:
                return
            del self._kept[oldest]

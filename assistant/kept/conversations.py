"""Conversations in the database, with what people typed masked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, RowMapping, Select, delete, insert, select, update

from assistant.conversation import Turn
from assistant.kept.tables import CONVERSATIONS, TURNS
from assistant.reply import Abstention, Answer, Handoff, Reply, RightsTicket, SmallTalk
from assistant.reply_json import citation_as_json, kind_of
from assistant.saved.tables import SAVED
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.secret import secret_digest
from assistant.tickets.sql_chain import storable
from assistant.verdict import Verdict

if TYPE_CHECKING:
    # It loads what takes seconds, which whoever only reads is spared.
    from assistant.masking import Masker


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """One message and what was said back, as they are kept."""

    conversation_id: str
    number: int
    at: datetime
    text: str
    """With personal data masked."""
    reply: str
    kind: str
    reason: str | None
    answer_id: str | None
    clause_ids: tuple[str, ...]
    reference: str | None = None
    """Under which a person was handed the conversation in this turn."""
    verdict: Verdict | None = None
    """What the shopper thinks of the reply, where they said."""


class KeptConversations:
    """Keeps conversations about one policy; ``StoreUnavailable`` where it can't."""

    def __init__(
        self, engine: Engine, *, policy_id: str, masker: "Masker", policy_sha256: str | None = None
    ) -> None:
        """``policy_sha256`` is the digest of the text that answers are given from."""
        self._database = Database(engine)
        self._policy_id = policy_id
        self._policy_sha256 = policy_sha256
        self._masker = masker

    def keep(
        self, conversation_id: str, number: int, turn: Turn, *, at: datetime,
        tab: str | None = None, name: str | None = None,
    ) -> None:  # fmt: skip
        """Keep one turn; once, however often it comes.

        ``tab`` is a name that only the shopper's browser knows, ``name`` that of the reply, under
        which it can be saved; their digests are kept.
        """
        reply = turn.reply
        citations = () if isinstance(reply, SmallTalk) else reply.citations
        row = {
            "conversation_id": conversation_id, "number": number, "at": time_text(at),
            "text": storable(self._masker.mask(turn.text)),
            "reply": storable(self._masked(reply)), "kind": kind_of(reply),
            "reason": reply.reason if isinstance(reply, Abstention | Handoff) else None,
            "answer_id": reply.answer_id if isinstance(reply, Answer | Abstention) else None,
            "reference": reply.reference if isinstance(reply, Handoff) else None,
            "clause_ids": json.dumps([one.clause_id for one in citations]),
            "name_sha256": secret_digest(name) if name else None,
            "citations": json.dumps([citation_as_json(one) for one in citations]),
            "policy_sha256": self._policy_sha256,
        }  # fmt: skip
        of_it = CONVERSATIONS.c.conversation_id == conversation_id
        with self._database.deed(appends=True) as connection:
            known = connection.execute(
                update(CONVERSATIONS).where(of_it).values(last_at=row["at"])
            ).rowcount  # fmt: skip
            if not known:
                connection.execute(
                    insert(CONVERSATIONS).values(
                        conversation_id=conversation_id, policy_id=self._policy_id,
                        last_at=row["at"], tab_sha256=secret_digest(tab) if tab else None,
                    )
                )  # fmt: skip
            here = (TURNS.c.conversation_id == conversation_id) & (TURNS.c.number == number)
            if connection.execute(select(TURNS.c.number).where(here)).first() is None:
                connection.execute(insert(TURNS).values(row))

    def _masked(self, reply: Reply) -> str:
        """What was said, masked but for a reference, which is who asked's to keep."""
        kept = reply.reference if isinstance(reply, RightsTicket | Handoff) else None
        if not kept:
            return self._masker.mask(reply.text)
        return kept.join(map(self._masker.mask, reply.text.split(kept)))

    def judge(self, conversation_id: str, number: int, verdict: Verdict) -> None:
        """Keep what the shopper thinks of the reply in a turn; nothing where it isn't kept."""
        here = (TURNS.c.conversation_id == conversation_id) & (TURNS.c.number == number)
        with self._database.deed() as connection:
            connection.execute(update(TURNS).where(here).values(verdict=verdict))

    def disliked(self, *, most: int) -> Sequence[KeptTurn]:
        """The last turns whose reply did not help, the newest first."""
        wanted = TURNS.c.verdict.is_not(None) & (TURNS.c.verdict != Verdict.HELPED)
        return self._found(select(TURNS).where(wanted).order_by(TURNS.c.at.desc()).limit(most))

    def turns(self, conversation_id: str) -> Sequence[KeptTurn]:
        """The turns of a conversation about this policy, oldest first; none where none is kept."""
        wanted = TURNS.c.conversation_id == conversation_id
        return self._found(select(TURNS).where(wanted).order_by(TURNS.c.number))

    def of_tab(self, tab: str) -> Sequence[KeptTurn]:
        """The turns of the tab's last conversation, oldest first; none where none is kept."""
        newest = (
            select(CONVERSATIONS.c.conversation_id)
            .where(CONVERSATIONS.c.tab_sha256 == secret_digest(tab))
            .order_by(CONVERSATIONS.c.last_at.desc())
            .limit(1)
        )
        own = TURNS.c.conversation_id == newest.scalar_subquery()
        return self._found(select(TURNS).where(own).order_by(TURNS.c.number))

    def latest(self, kinds: Sequence[str], *, most: int) -> Sequence[KeptTurn]:
        """The last turns that were met with a reply of those kinds, the newest first."""
        wanted = TURNS.c.kind.in_(kinds)
        return self._found(select(TURNS).where(wanted).order_by(TURNS.c.at.desc()).limit(most))

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation, and the answers that were saved of it."""
        with self._database.deed() as connection:
            for table in (SAVED, TURNS, CONVERSATIONS):
                connection.execute(
                    delete(table).where(table.c.conversation_id == conversation_id)
                )  # fmt: skip

    def forget_older(self, before: datetime) -> int:
        """Delete the conversations that ended before then; how many there were."""
        over = CONVERSATIONS.c.last_at < time_text(before)
        with self._database.deed() as connection:
            ids = select(CONVERSATIONS.c.conversation_id).where(over)
            connection.execute(delete(TURNS).where(TURNS.c.conversation_id.in_(ids)))
            return connection.execute(delete(CONVERSATIONS).where(over)).rowcount

    def delete_saved(self, now: datetime) -> int:
        """Delete the saved answers whose time is over; how many there were."""
        with self._database.deed() as connection:
            return connection.execute(delete(SAVED).where(SAVED.c.until <= time_text(now))).rowcount

    def _found(self, wanted: Select[Any]) -> Sequence[KeptTurn]:
        of_ours = select(CONVERSATIONS.c.conversation_id).where(
            CONVERSATIONS.c.policy_id == self._policy_id
        )
        with self._database.deed() as connection:
            rows = connection.execute(wanted.where(TURNS.c.conversation_id.in_(of_ours)))
            return [_turn(row) for row in rows.mappings()]


def _turn(row: RowMapping) -> KeptTurn:
    return KeptTurn(
        conversation_id=row["conversation_id"], number=row["number"],
        at=datetime.fromisoformat(row["at"]), text=row["text"], reply=row["reply"],
        kind=row["kind"], reason=row["reason"], answer_id=row["answer_id"],
        clause_ids=tuple(json.loads(row["clause_ids"])), reference=row["reference"],
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
    )  # fmt: skip

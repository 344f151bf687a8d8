"""What is kept of conversations: masked, for a set time, and forgotten when asked."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from sqlalchemy import text

from assistant import wording
from assistant.chat.turn_taking import TurnTaking
from assistant.conversation import Conversation, Turn
from assistant.kept import Keeper, KeptConversations
from assistant.kept.keeper import _MOST_WAITING
from assistant.kept.upkeep import forgetting
from assistant.masking import Masker
from assistant.reply import SmallTalk
from assistant.tickets.engine import open_engine
from assistant.tickets.store import StoreUnavailable
from tests.fakes import FakeAssistant

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
TYPED = "my card is 4111 1111 1111 1111, I'm Ana Cruz, ana@example.com. Do you sell it?"


@pytest.fixture
def conversations(database_url: str) -> KeptConversations:
    return KeptConversations(
        open_engine(database_url), policy_id="crypjama", masker=Masker()
    )  # fmt: skip


@pytest.fixture
def keeper(conversations: KeptConversations) -> Iterator[Keeper]:
    keeper = Keeper(conversations, now=lambda: NOW)
    yield keeper
    keeper.finish()


def everything(database_url: str) -> str:
    """All that stands in the database, as text."""
    with open_engine(database_url).connect() as connection:
        rows = [
            connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 -- our names
            for table in ("conversations", "turns")
        ]
    return str(rows)


def test_what_is_typed_stands_masked_in_the_database(
    database_url: str, conversations: KeptConversations, keeper: Keeper
) -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000, keeper=keeper)
    for words in (TYPED, "hello"):
        list(turns.say("page", words))
    keeper.finish()
    kept = everything(database_url)
    for word in ("4111", "Ana", "Cruz", "ana@"):
        assert word not in kept
    conversation_id = turns.transcripts.of("page").conversation.conversation_id
    first, second = conversations.turns(conversation_id)
    assert first.text == "my card is [card], I'm [name], [email]. Do you sell it?"
    assert (first.kind, first.number, first.at) == ("answer", 0, NOW)
    assert first.clause_ids == ("crypjama/california/sharing/5",)
    assert second.text == "hello"


def test_a_chat_is_forgotten_at_once_with_what_still_waits(
    database_url: str, keeper: Keeper
) -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000, keeper=keeper)
    list(turns.say("page", "Do you sell my data?"))
    shown = turns.forget("page")
    assert wording.FORGOTTEN().split(":")[0] in shown.lines[-1].markdown
    kept = turns.transcripts.of("page")
    assert kept.conversation.turns == ()
    assert len(kept.lines) == 1
    assert everything(database_url) == "[[], []]"
    *_, after = turns.say("page", "Anything?")
    assert "You asked 0 before" in after.lines[-1].markdown


def test_where_it_can_not_be_forgotten_it_is_said_and_nothing_is_lost(
    keeper: Keeper, conversations: KeptConversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_conversation_id: str) -> None:
        raise StoreUnavailable("disk")

    turns = TurnTaking(FakeAssistant(), longest=2000, keeper=keeper)
    list(turns.say("page", "Do you sell my data?"))
    monkeypatch.setattr(conversations, "forget", fail)
    assert "could not be forgotten" in turns.forget("page").lines[-1].markdown
    assert turns.transcripts.find("page") is not None


def test_a_conversation_goes_on_where_nothing_can_be_kept(
    keeper: Keeper, conversations: KeptConversations, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(TYPED)

    monkeypatch.setattr(conversations, "keep", fail)
    turns = TurnTaking(FakeAssistant(), longest=2000, keeper=keeper)
    with caplog.at_level(logging.DEBUG):
        *_, after = turns.say("page", TYPED)
        keeper.finish()
    assert after.lines[-1].markdown.startswith("Here is what the policy says")
    assert "a turn is not kept: RuntimeError" in caplog.text
    assert "4111" not in caplog.text


def test_a_slow_database_holds_up_nobody_and_fills_no_memory(
    conversations: KeptConversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, kept = Event(), []
    monkeypatch.setattr(conversations, "keep", lambda *a, **_: (held.wait(20), kept.append(a)))
    keeper = Keeper(conversations, now=lambda: NOW)
    turn = Turn(text="hello", reply=SmallTalk(text="Hello."))
    for number in range(_MOST_WAITING + 50):
        keeper.keep("c", number, turn)
    held.set()
    keeper.finish()
    assert len(kept) == _MOST_WAITING


def test_the_same_turn_is_kept_once(conversations: KeptConversations) -> None:
    turn = Turn(text="hello", reply=SmallTalk(text="Hello."))
    for _ in range(2):
        conversations.keep("c", 0, turn, at=NOW)
    assert len(conversations.turns("c")) == 1


def test_conversations_are_deleted_when_their_time_is_over(
    conversations: KeptConversations,
) -> None:
    turn = Turn(text="hello", reply=SmallTalk(text="Hello."))
    conversations.keep("old", 0, turn, at=NOW - timedelta(days=31))
    conversations.keep("young", 0, turn, at=NOW - timedelta(days=29))
    # A conversation that went on is as young as its last turn.
    conversations.keep("long", 0, turn, at=NOW - timedelta(days=31))
    conversations.keep("long", 1, turn, at=NOW - timedelta(days=1))
    with forgetting(conversations, after=timedelta(days=30), now=lambda: NOW, every=0.01):
        deadline = time.monotonic() + 10
        while conversations.turns("old") and time.monotonic() < deadline:
            time.sleep(0.01)
    assert [len(conversations.turns(name)) for name in ("old", "young", "long")] == [0, 1, 2]


def test_another_policys_conversations_are_not_there(
    database_url: str, conversations: KeptConversations
) -> None:
    turn = Turn(text="hello", reply=SmallTalk(text="Hello."))
    conversations.keep("c", 0, turn, at=NOW)
    other = KeptConversations(open_engine(database_url), policy_id="lumio", masker=Masker())
    assert other.turns("c") == []
    assert other.latest(("small_talk",), most=10) == []
    assert len(conversations.latest(("small_talk",), most=10)) == 1


def test_what_no_database_can_hold_is_kept_without_it(conversations: KeptConversations) -> None:
    turn = Turn(text="half \ud83d and \0 nul", reply=SmallTalk(text="Hello."))
    conversations.keep(Conversation.begin().conversation_id, 0, turn, at=NOW)
    (kept,) = conversations.latest(("small_talk",), most=1)
    assert kept.text == "half ? and  nul"

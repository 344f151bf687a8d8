"""A conversation that the server has let go of is shown again as it is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from assistant import wording
from assistant.chat.restoring import TAB
from assistant.chat.transcript import Transcript
from assistant.chat.turn_taking import TurnTaking
from assistant.kept import Keeper, KeptConversations
from assistant.masking import Masker
from assistant.tickets.engine import open_engine
from tests.fakes import FakeAssistant

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
PAGE = f"{TAB}2b1d9a52-5a7e-4c57-9c1f-8f1f0c7a9d11"


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    engine = open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3")
    conversations = KeptConversations(engine, policy_id="crypjama", masker=Masker())
    keeper = Keeper(conversations, now=lambda: NOW)
    yield keeper
    keeper.finish()


def server(keeper: Keeper) -> TurnTaking:
    return TurnTaking(FakeAssistant(), longest=2000, keeper=keeper)


def say(turns: TurnTaking, text: str, page: str = PAGE) -> Transcript:
    *_, last = turns.say(page, text)
    return last


def bubbles(transcript: Transcript) -> list[str]:
    return [unescape(line.markdown) for line in transcript.lines]


def test_after_a_restart_what_is_kept_is_shown_and_the_conversation_goes_on(
    keeper: Keeper,
) -> None:
    before = server(keeper)
    say(before, "I'm Ana Cruz, do you sell my data?")
    first = say(before, "Anything else? *really*")
    after = server(keeper)
    shown = after.resume(PAGE)
    assert bubbles(shown)[0] == "I'm [name], do you sell my data?"
    assert bubbles(shown)[2] == "Anything else? *really*"
    assert "*really*" not in shown.lines[2].markdown  # nothing is markup
    assert bubbles(shown)[-1] == f"*{wording.RESTORED()}*"
    assert shown.conversation.conversation_id == first.conversation.conversation_id
    assert "You asked 0 before" in bubbles(say(after, "Anything?"))[-1]
    keeper.finish()
    assert len(keeper.of_tab(PAGE)) == 3  # the same conversation, one turn longer
    # And it is forgotten as one.
    after.forget(PAGE)
    assert keeper.of_tab(PAGE) == []


def test_while_the_server_knows_it_nothing_is_masked(keeper: Keeper) -> None:
    turns = server(keeper)
    say(turns, "I'm Ana Cruz")
    assert bubbles(turns.resume(PAGE))[0] == "I'm Ana Cruz"


@pytest.mark.parametrize("page", ["page aaaaaaaaaa", f"{TAB}another"])
def test_nobody_finds_a_conversation_by_another_name(keeper: Keeper, page: str) -> None:
    say(server(keeper), "hello")
    assert server(keeper).resume(page).lines == ()


def test_a_page_without_a_tabs_name_is_not_found_again(keeper: Keeper) -> None:
    say(server(keeper), "hello", "page aaaaaaaaaa")
    assert server(keeper).resume("page aaaaaaaaaa").lines == ()


def test_without_a_keeper_a_page_begins_anew() -> None:
    assert TurnTaking(FakeAssistant(), longest=2000).resume(PAGE).lines == ()

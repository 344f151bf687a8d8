"""Answers at an address of their own, held against the policy's text of their day."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text
from typer.testing import CliRunner

from assistant.catalogues import open_catalogues
from assistant.chat.turn_taking import TurnTaking
from assistant.conversation import Turn
from assistant.kept import Keeper, KeptConversations
from assistant.masking import Masker
from assistant.reply import RightsTicket
from assistant.saved import SavedAnswers
from assistant.saved.page import answer_page
from assistant.saved.router import saved_router
from assistant.saved.verbs import answers
from assistant.tickets.engine import open_engine
from assistant.tickets.reference import new_reference
from assistant.tickets.request import RightsRequest
from assistant.tickets.ticket import TicketStatus
from assistant.verdict import Verdict
from corpus import Policy, Right
from tests.fakes import FakeAssistant

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
DAYS = timedelta(days=730)
LINK = re.compile(r"\(/answers/([\w-]+)\)")
ASKED = "Do you sell my data? I'm Ana Cruz, ana@example.com"


class Shop:
    """A chat whose clock can be moved."""

    def __init__(self, database_url: str) -> None:
        self.assistant = FakeAssistant()
        self.policy = self.assistant.policy
        self.url = database_url
        self.now = NOW
        self.conversations = KeptConversations(
            open_engine(database_url), policy_id="crypjama", masker=Masker(),
            policy_sha256=self.policy.sha256,
        )  # fmt: skip
        self.keeper = Keeper(self.conversations, now=lambda: self.now)
        self.turns = TurnTaking(self.assistant, longest=2000, keeper=self.keeper)
        self.saved = self.saved_for(self.policy)

    def saved_for(self, policy: Policy) -> SavedAnswers:
        return SavedAnswers(
            open_engine(self.url), policy=policy, keeps=DAYS, now=lambda: self.now
        )  # fmt: skip

    def ask(self, words: str = ASKED) -> str:
        """The name of the answer."""
        *_, last = self.turns.say("page", words)
        self.keeper.finish()
        found = LINK.search(last.lines[-1].markdown)
        assert found
        return found[1]


@pytest.fixture
def shop(database_url: str) -> Shop:
    return Shop(database_url)


def test_an_answer_is_found_by_its_name_with_its_quotes(shop: Shop) -> None:
    answer = shop.saved.find(shop.ask())
    assert answer is not None
    assert answer.asked == "Do you sell my data? I'm [name], [email]"
    assert answer.policy.text == shop.policy.text
    (quote,) = answer.quotes
    assert quote.stands_in(shop.policy.text)
    assert quote.text in answer.reply
    assert answer.unfounded == []


def test_each_answer_has_a_name_of_its_own_that_nobody_guesses(shop: Shop) -> None:
    names = {shop.ask() for _ in range(5)}
    assert len(names) == 5
    assert all(len(name) == 22 for name in names)
    assert shop.saved.find("A" * 22) is None
    assert shop.saved.find("") is None


def test_the_name_itself_stands_nowhere_in_the_database(shop: Shop) -> None:
    name = shop.ask()
    shop.saved.find(name)
    with open_engine(shop.url).connect() as connection:
        rows = [
            str(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608 -- ours
            for table in ("turns", "saved_answers")
        ]
    assert all(name not in row for row in rows)
    assert all(ASKED[-10:] not in row for row in rows)


def test_what_was_saved_outlives_its_conversation_and_goes_at_its_time(shop: Shop) -> None:
    opened, unopened = shop.ask(), shop.ask()
    assert shop.saved.find(opened)
    shop.now = NOW + timedelta(days=31)
    assert shop.conversations.forget_older(shop.now - timedelta(days=30)) == 1
    assert shop.saved.find(opened)
    assert shop.saved.find(unopened) is None
    shop.now = NOW + DAYS
    assert shop.saved.find(opened) is None
    assert shop.conversations.delete_saved(shop.now) == 1


def test_what_is_over_is_not_saved_anew_while_its_conversation_is_still_kept(shop: Shop) -> None:
    name = shop.ask()
    assert shop.saved.find(name)
    shop.now = NOW + DAYS
    assert shop.saved.find(name) is None
    assert shop.conversations.turns(shop.turns.transcripts.of("page").conversation.conversation_id)


def test_forgetting_the_chat_forgets_what_was_saved_of_it(shop: Shop) -> None:
    name = shop.ask()
    assert shop.saved.find(name)
    shop.turns.forget("page")
    assert shop.saved.find(name) is None


def test_it_is_held_against_the_policy_of_its_day_when_another_is_served(shop: Shop) -> None:
    name = shop.ask()
    quote = shop.policy.clause("crypjama/california/sharing/5").text[:20]
    changed = replace(shop.policy, text=shop.policy.text.replace(quote, "x" * 20), version="2")
    assert changed.sha256 != shop.policy.sha256
    answer = shop.saved_for(changed).find(name)
    assert answer is not None
    assert answer.policy.sha256 == shop.policy.sha256
    assert answer.unfounded == []
    assert [one.marker for one in answer.gone_from(changed.text)] == [1]
    page = answer_page(answer, changed)
    assert "it is now version 2. No longer in it: [1]." in page
    assert "Each quote was checked" in page


def test_a_quote_that_was_tampered_with_is_told(shop: Shop) -> None:
    name = shop.ask()
    assert shop.saved.find(name)
    with open_engine(shop.url).begin() as connection:
        told = connection.execute(text("SELECT citations FROM saved_answers")).scalar_one()
        changed = told.replace("we have not sold", "we have sold")
        assert changed != told
        connection.execute(text("UPDATE saved_answers SET citations = :new"), {"new": changed})
    answer = shop.saved.find(name)
    assert answer is not None
    assert [one.marker for one in answer.unfounded] == [1]
    assert "Careful: [1] does not stand" in answer_page(answer, shop.policy)


def test_another_shops_answer_is_not_found(shop: Shop) -> None:
    name = shop.ask()
    other = replace(shop.policy, policy_id="other")
    assert shop.saved_for(other).find(name) is None


def test_words_of_an_answer_are_words_on_its_page(shop: Shop) -> None:
    page = answer_page(
        replace(_found(shop), asked="<script>alert(1)</script>", reply="<b>&"), shop.policy
    )
    assert "<script" not in page
    assert "&lt;b&gt;&amp;" in page


def test_a_saved_request_has_its_reference_and_nobodys_address(shop: Shop) -> None:
    reference = new_reference()
    reply = RightsTicket(
        text=f"Filed as {reference}. I write to ana@example.com.",
        request=RightsRequest(right=Right.DELETE), reference=reference,
        status=TicketStatus.RECEIVED, clocks=(),
    )  # fmt: skip
    turn = Turn(text="yes", reply=reply)
    shop.conversations.keep("c", 0, turn, at=shop.now, name="a" * 22)
    answer = shop.saved.find("a" * 22)
    assert answer is not None
    assert answer.reply == f"Filed as {reference}. I write to [email]."


def test_the_file_needs_nothing_beside_it(shop: Shop) -> None:
    page = answer_page(_found(shop), shop.policy)
    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", page) == ["data:,"]


def test_a_verdict_is_kept_with_its_turn(shop: Shop) -> None:
    shop.ask()
    shop.turns.judge("page", None)
    shop.turns.judge("page", Verdict.UNCLEAR)
    shop.keeper.finish()
    (turn,) = shop.conversations.disliked(most=10)
    assert (turn.verdict, turn.number) == (Verdict.UNCLEAR, 0)
    shop.turns.judge("page", Verdict.HELPED)  # it was said once
    shop.keeper.finish()
    assert len(shop.conversations.disliked(most=10)) == 1


def test_what_helped_is_not_among_what_did_not(shop: Shop) -> None:
    shop.ask()
    shop.turns.judge("page", Verdict.HELPED)
    shop.keeper.finish()
    assert shop.conversations.disliked(most=10) == []


def _found(shop: Shop) -> Any:
    answer = shop.saved.find(shop.ask())
    assert answer is not None
    return answer


@pytest.fixture
def served(shop: Shop) -> TestClient:
    app = FastAPI()
    app.include_router(saved_router(shop.saved, open_catalogues()))
    return TestClient(app)


def test_its_page_reads_in_the_language_of_who_opens_it(shop: Shop, served: TestClient) -> None:
    name = shop.ask()
    assert "it stands there, word for word" in served.get(f"/answers/{name}").text
    spanish = served.get(f"/answers/{name}", headers={"accept-language": "es-US"}).text
    assert '<html lang="es" dir="ltr">' in spanish
    assert "palabra por palabra" in spanish


def test_at_an_address_of_no_answer_it_is_said_so(served: TestClient) -> None:
    answer = served.get("/answers/AAAAAAAAAAAAAAAAAAAAAA")
    assert answer.status_code == 404
    assert "There is no answer at this address, or its time is over." in answer.text


def test_in_the_terminal_it_is_held_against_its_policy(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.now = datetime.now(UTC)
    name = shop.ask()
    monkeypatch.setenv("CLAUSEWISE_DATABASE_URL", shop.url)
    for address in (name, f"https://shop.example/answers/{name}?file"):
        shown = CliRunner().invoke(answers, [address])
        assert shown.exit_code == 0, shown.output
        assert "stood in the policy of that day; stands in today's" in shown.output
    gone = CliRunner().invoke(answers, ["x" * 22])
    assert gone.exit_code == 1
    assert "There is no answer of that name" in gone.output
    with open_engine(shop.url).begin() as connection:
        connection.execute(
            text("UPDATE saved_answers SET citations = replace(citations, 'sold', 'SOLD')")
        )
    shown = CliRunner().invoke(answers, [name])
    assert shown.exit_code == 1
    assert "did NOT stand" in shown.output

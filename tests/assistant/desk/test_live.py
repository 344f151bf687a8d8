"""A conversation that somebody at the desk takes over, and hands back."""

from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from assistant import wording
from assistant.chat.transcript import Transcript
from assistant.chat.turn_taking import TurnTaking
from assistant.conversation import Conversation
from assistant.desk.account import Role
from assistant.desk.room import DeskRoom
from assistant.reason import Reason
from assistant.reply import Handoff, Reply
from assistant.tickets.filing import FilingDesk
from assistant.tickets.handover import Handover, Said
from assistant.tickets.request import Requester
from assistant.tickets.ticket import TicketStatus
from corpus import Shelf
from tests.assistant.desk.conftest import Visitor
from tests.fakes import FakeAssistant


@pytest.fixture
def reference(room: DeskRoom) -> str:
    policy = room.responder.policy
    filings = FilingDesk(
        policy=policy, rights=Shelf().rights(policy), zone=room.zone, now=room.now
    )  # fmt: skip
    story = Handover(
        reason=Reason.ASKED_FOR_HUMAN, summary="a person please",
        transcript=(Said(by="shopper", text="a person please"),), language="en",
    )  # fmt: skip
    made = filings.handing_over(story, Requester(), conversation_id="c", turn=0)
    return room.store.file(made).reference


class Handing(FakeAssistant):
    reference: str = ""

    def reply(self, conversation: Conversation, text: str) -> Reply:
        if "person" in text:
            self.asked.append(text)
            return Handoff(
                text="A person has it.", reason=Reason.ASKED_FOR_HUMAN, reference=self.reference
            )
        return super().reply(conversation, text)


@pytest.fixture
def chat(room: DeskRoom, reference: str) -> TurnTaking:
    assistant = Handing()
    assistant.reference = reference
    return TurnTaking(assistant, longest=2000, switch=room.switch)


def say(chat: TurnTaking, text: str) -> Transcript:
    *_, last = chat.say("page", text)
    return last


def bubbles(transcript: Transcript) -> list[str]:
    return [unescape(line.markdown) for line in transcript.lines]


def looked(chat: TurnTaking) -> list[str]:
    """What the page shows once it has looked, and found that there is something new."""
    before = bubbles(chat.transcripts.of("page"))
    assert chat.look("page")
    after = bubbles(chat.transcripts.of("page"))
    assert after != before
    return after


def test_a_person_takes_over_writes_and_hands_back(
    room: DeskRoom, visitor: Visitor, chat: TurnTaking, reference: str
) -> None:
    agent = visitor(Role.AGENT)
    say(chat, "a person please")
    assert chat.look("page") is None
    assert "Their page is open" in agent.get(f"/desk/tickets/{reference}/live").text
    assert agent.post(f"/desk/tickets/{reference}/join").status_code == 303
    assert looked(chat)[-1] == f"*{wording.JOINED()}*"
    assert room.store.find(reference).status is TicketStatus.IN_PROGRESS
    assert room.work.assigned()[reference] == "agent-0"

    # While a person has it, the assistant keeps quiet, and the shopper's words reach the desk.
    heard = say(chat, "do you sell my <b>data</b>?")
    assert [line.role for line in heard.lines][-1] == "user"
    assert (
        "do you sell my &lt;b&gt;data&lt;/b&gt;?"
        in agent.get(f"/desk/tickets/{reference}/lines").text
    )
    agent.post(f"/desk/tickets/{reference}/say", line="I am *looking* at it")
    shown = looked(chat)[-1]
    assert shown == f"**{wording.PERSON()}**\n\nI am *looking* at it"
    assert "*looking*" not in chat.transcripts.of("page").lines[-1].markdown  # nothing is markup

    agent.post(f"/desk/tickets/{reference}/leave")
    assert looked(chat)[-1] == f"*{wording.LEFT()}*"
    assert say(chat, "do you sell my data?").lines[-1].markdown.startswith("Here is what")
    page = agent.get(f"/desk/tickets/{reference}").text
    assert "I am *looking* at it" in page
    deeds = [(one.deed, one.about) for one in room.deeds.latest(10)]
    assert ("took over", reference) in deeds
    assert ("handed back", reference) in deeds


def test_a_conversation_is_one_persons_at_a_time(
    visitor: Visitor, chat: TurnTaking, reference: str
) -> None:
    first, second = visitor(Role.AGENT), visitor(Role.AGENT)
    say(chat, "a person please")
    first.post(f"/desk/tickets/{reference}/join")
    assert second.post(f"/desk/tickets/{reference}/join").status_code == 409
    answer = second.post(f"/desk/tickets/{reference}/say", line="me too")
    assert answer.status_code == 409
    assert "You don't have this conversation" in unescape(answer.text)
    assert "me too" in answer.text  # what was typed is not lost
    assert first.post(f"/desk/tickets/{reference}/say", line=" ").status_code == 409
    second.post(f"/desk/tickets/{reference}/leave")
    assert second.post(f"/desk/tickets/{reference}/join").status_code == 303


def test_a_closed_ticket_and_a_request_are_not_taken_over(
    room: DeskRoom, visitor: Visitor, reference: str, ticket_id: str
) -> None:
    agent = visitor(Role.AGENT)
    room.store.move(reference, TicketStatus.FULFILLED, by="bo", why="done", at=room.now())
    assert agent.post(f"/desk/tickets/{reference}/join").status_code == 409
    assert agent.get(f"/desk/tickets/{ticket_id}/live").status_code == 404
    assert agent.get("/desk/tickets/CW-0000-0000-0000/lines").status_code == 404


def test_what_cannot_be_passed_on_is_said_and_the_chat_goes_on(
    room: DeskRoom, chat: TurnTaking, reference: str, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    say(chat, "a person please")
    room.live.join(reference, "bo", at=room.now())
    chat.look("page")
    file = tmp_path / "tickets.sqlite3"
    kept = file.read_bytes()
    file.write_bytes(b"no database" * 100)
    told = bubbles(say(chat, "my card is 4111 1111"))[-1]
    assert told == wording.NOT_PASSED_ON()
    assert "4111" not in caplog.text
    file.write_bytes(kept)
    assert say(chat, "again").lines[-1].role == "user"


def test_a_live_line_is_erased_with_its_ticket(room: DeskRoom, reference: str) -> None:
    room.live.join(reference, "bo", at=room.now())
    room.live.hear(reference, "my name is Ana Cruz", at=room.now())
    room.store.move(reference, TicketStatus.FULFILLED, by="bo", why="done", at=room.now())
    assert room.store.erase_expired(before=room.now() + timedelta(days=1)) == 1
    assert room.live.lines(reference) == []

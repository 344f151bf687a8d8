"""Twenty days of a support team, in a real browser: what came in is worked off, and adds up.

With the real assistant, mail that is really sent, and every other day by keyboard and on a phone.
``CLAUSEWISE_PICTURES=FOLDER`` keeps pictures of it.
"""

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.tickets.ticket import TicketStatus
from assistant.turn import Assistant
from tests.browser.team import PHONE, WIDE, Team, at_work
from tests.browser.test_chat import ANSWERS, ask

DAYS = 20
_REFERENCE = re.compile(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]")
SILENT = "Do you film customers in your stores with drones?"


@pytest.fixture
def team(assistant: Assistant, browser: Browser, tmp_path: Path) -> Iterator[Team]:
    told = os.environ.get("CLAUSEWISE_PICTURES")
    pictures = Path(told) if told else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    with at_work(assistant, browser, tmp_path, pictures=pictures) as team:
        yield team


def test_twenty_days_of_a_support_team(team: Team) -> None:
    done: dict[str, int] = {"filed": 0, "fulfilled": 0, "denied": 0, "extended": 0, "handed": 0}
    extended: list[str] = []
    for day in range(DAYS):
        size = PHONE if day % 2 else WIDE
        agent_name = ("cy", "di")[day % 2]
        if day % 4 == 3:
            a_person_is_asked_for(team, day, size, agent_name)
            done["handed"] += 1
        else:
            reference = a_request_is_filed(team, day, size)
            done["filed"] += 1
            agent = team.agent(agent_name, size)
            it_is_looked_up(team, agent, day)
            if day in (4, 8):
                it_is_extended(team, agent, reference, day)
                extended.append(reference)
                done["extended"] += 1
            else:
                denied = day in (2, 14)
                it_is_answered(team, agent, reference, day, denied=denied)
                done["denied" if denied else "fulfilled"] += 1
            leave(agent)
        team.clock.pass_days(1)
    team.clock.pass_days(90)
    they_are_overdue_in_words(team, extended)
    several_are_closed_at_once(team, extended)
    done["fulfilled"] += len(extended)
    gaps_are_seen(team)
    it_adds_up(team, done)


def a_request_is_filed(team: Team, day: int, size: tuple[int, int]) -> str:
    """By a shopper in the chat, who proves by a code that the address is theirs."""
    address = f"shopper{day}@example.com"
    page = team.shopper(size)
    if day % 5 == 1:
        ask(page, SILENT)
    ask(page, f"Delete my data. I'm Ana Cruz from California, {address}")
    team.picture(page, f"day {day:02} form")
    answer = ask(page, "yes")
    found = _REFERENCE.search(answer.inner_text())
    assert found is not None, answer.inner_text()
    ask(page, team.mailbox.code(address))
    assert team.room.store.find(found.group()).status is TicketStatus.CONFIRMED
    page.close()
    return found.group()


def it_is_looked_up(team: Team, agent: Page, day: int) -> None:
    """In the box that has the focus; the second time it stands among what was asked before."""
    agent.get_by_role("link", name="Ask", exact=True).press("Enter")
    expect(agent.get_by_label("Question")).to_be_focused()
    agent.keyboard.type("How long do you have to delete my data?")
    agent.keyboard.press("Enter")
    expect(agent.locator("#to-copy")).to_contain_text("crypjama/")
    expect(agent.locator("#to-paste")).not_to_contain_text("crypjama/california")
    expect(agent.get_by_role("heading", name="You asked before")).to_be_visible()
    team.picture(agent, f"day {day:02} look-up")


def open_ticket(agent: Page, reference: str) -> None:
    agent.get_by_role("link", name="Queue").press("Enter")
    agent.get_by_role("link", name=reference).press("Enter")
    expect(agent.get_by_role("heading", name=reference)).to_be_visible()


def it_is_answered(team: Team, agent: Page, reference: str, day: int, *, denied: bool) -> None:
    """Taken, noted, written to from a template with clauses, and closed; by keyboard alone."""
    open_ticket(agent, reference)
    agent.get_by_role("button", name="Take it").press("Enter")
    agent.get_by_label("Note").focus()
    agent.keyboard.type("looked into both systems")
    agent.get_by_role("button", name="Write it down").press("Enter")
    agent.get_by_text(f"Write to shopper{day}@example.com").press("Enter")
    letter = agent.get_by_label("Letter")
    expect(letter).to_have_value(re.compile("Our privacy policy says:"))
    letter.focus()
    agent.keyboard.press("Control+Home")
    agent.keyboard.type(f"About day {day}.\n")
    agent.get_by_role("button", name="Send it").press("Enter")
    agent.get_by_label("It stands at").select_option("denied" if denied else "fulfilled")
    agent.get_by_label("Why").fill("an order is under way" if denied else "erased everywhere")
    team.picture(agent, f"day {day:02} ticket")
    agent.get_by_role("button", name="Change").press("Enter")
    expect(agent.get_by_text("It is closed.")).to_be_visible()


def it_is_extended(team: Team, agent: Page, reference: str, day: int) -> None:
    """With the reason, which goes to who asked as the notice that the law wants."""
    open_ticket(agent, reference)
    agent.get_by_label("It stands at").select_option("extended")
    agent.get_by_role("button", name="Change").press("Enter")
    expect(agent.get_by_role("alert")).to_contain_text("Say why it becomes extended")
    agent.get_by_label("It stands at").select_option("extended")
    agent.get_by_label("Why").fill("orders lie in two systems")
    agent.get_by_role("button", name="Change").press("Enter")
    expect(agent.get_by_text("extended: orders lie in two systems")).to_be_visible()
    team.picture(agent, f"day {day:02} extended")


def a_person_is_asked_for(team: Team, day: int, size: tuple[int, int], agent_name: str) -> None:
    """Outside the hours it is a message with a promised time; within, somebody takes it over."""
    page = team.shopper(size)
    ask(page, "Do you sell my data?")
    page.get_by_role("button", name="Talk to a person").click()
    answer = page.locator(ANSWERS).last
    expect(answer).to_contain_text("You get an answer by")
    found = _REFERENCE.search(answer.inner_text())
    assert found is not None
    weekend = team.clock().weekday() >= 5
    told = "Nobody is here now; a person is again from Monday" if weekend else "A person is here"
    expect(answer).to_contain_text(told)
    agent = team.agent(agent_name, size)
    open_ticket(agent, found.group())
    agent.get_by_role("link", name="Talk to them in the chat").press("Enter")
    expect(agent.get_by_text("Their page is open.")).to_be_visible()
    agent.get_by_role("button", name="Take over").press("Enter")
    expect(page.locator(ANSWERS).last).to_contain_text("A person has joined")
    expect(agent.get_by_label("Your line")).to_be_focused()
    agent.keyboard.type("Hello, I am looking at it.")
    agent.keyboard.press("Enter")
    expect(page.locator(ANSWERS).last).to_contain_text("Hello, I am looking at it.")
    page.get_by_label("Your question").fill("my order <b>4711</b> is lost")
    page.keyboard.press("Enter")
    expect(agent.locator("#lines")).to_contain_text("my order <b>4711</b> is lost")
    said = page.locator(ANSWERS).count()
    team.picture(page, f"day {day:02} taken over, shopper")
    team.picture(agent, f"day {day:02} taken over, agent")
    agent.get_by_role("button", name="Hand back to the assistant").press("Enter")
    expect(page.locator(ANSWERS)).to_have_count(said + 1)
    expect(page.locator(ANSWERS).last).to_contain_text("The assistant answers again")
    expect(ask(page, "Do you sell my data?")).to_contain_text("It depends")
    page.get_by_role("button", name="Forget this chat").click()
    expect(page.locator(ANSWERS).last).to_contain_text("This chat is forgotten")
    open_ticket(agent, found.group())
    expect(agent.get_by_text("my order <b>4711</b> is lost")).to_be_visible()
    agent.get_by_label("It stands at").select_option("fulfilled")
    agent.get_by_label("Why").fill("answered in the chat")
    agent.get_by_role("button", name="Change").press("Enter")
    expect(agent.get_by_text("It is closed.")).to_be_visible()
    leave(agent)
    page.close()


def they_are_overdue_in_words(team: Team, references: list[str]) -> None:
    agent = team.agent("cy", WIDE)
    agent.goto(f"{team.origin}/desk/queue?overdue=on")
    for reference in references:
        row = agent.get_by_role("row", name=re.compile(reference))
        expect(row).to_contain_text("overdue since")
    leave(agent)


def several_are_closed_at_once(team: Team, references: list[str]) -> None:
    agent = team.agent("di", PHONE)
    for reference in references:
        agent.get_by_role("checkbox", name=reference).check()
    group = agent.get_by_role("group", name="With those that are ticked")
    group.get_by_label("They stand at").select_option("fulfilled")
    group.get_by_label("Why").fill("erased everywhere")
    team.picture(agent, "several at once")
    group.get_by_role("button", name="Change them").press("Enter")
    expect(agent.get_by_role("alert")).to_contain_text(f"{len(references)} of {len(references)}")
    leave(agent)


def gaps_are_seen(team: Team) -> None:
    team.keeper.finish()
    agent = team.agent("cy", WIDE)
    agent.get_by_role("link", name="Gaps").press("Enter")
    expect(agent.get_by_role("heading", name=SILENT)).to_be_visible()
    expect(agent.locator("main")).not_to_contain_text("shopper")
    team.picture(agent, "gaps")
    with agent.expect_download() as download:
        agent.get_by_role("link", name="Make an eval case").first.click()
    assert SILENT in Path(download.value.path()).read_text()
    leave(agent)


def it_adds_up(team: Team, done: dict[str, int]) -> None:
    """The figures of the year, the files, the logs, and the letters that were sent."""
    admin = team.agent("bo", WIDE)
    admin.get_by_role("link", name="Record").press("Enter")
    team.picture(admin, "record")
    cells = (
        admin.get_by_role("row", name=re.compile("^delete")).get_by_role("cell").all_inner_texts()
    )
    assert cells[:5] == [
        str(done["filed"]), str(done["fulfilled"]), str(done["denied"]), "0", "0",
    ]  # fmt: skip
    admin.get_by_role("link", name="Deeds").press("Enter")
    expect(admin.get_by_text("This log is whole.")).to_be_visible()
    expect(admin.get_by_text("The history of tickets is whole.")).to_be_visible()
    team.picture(admin, "deeds")
    admin.goto(f"{team.origin}/desk/queue?closed=on")
    total = done["filed"] + done["handed"]
    assert len(list(csv.reader(io.StringIO(taken_along(admin, "CSV"))))) == total + 1
    assert len([json.loads(line) for line in taken_along(admin, "JSON").splitlines()]) == total
    for day in range(DAYS):
        mails = "\n".join(team.mailbox.to(f"shopper{day}@example.com"))
        if day % 4 == 3:
            assert mails == ""
        elif day in (4, 8):
            assert "orders lie in two systems" in mails
        else:
            assert f"About day {day}." in mails
    leave(admin)


def taken_along(admin: Page, name: str) -> str:
    with admin.expect_download() as download:
        admin.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_text()


def leave(agent: Page) -> None:
    agent.get_by_role("button", name="Sign out").press("Enter")
    expect(agent.get_by_role("heading", name="Sign in")).to_be_visible()
    agent.close()

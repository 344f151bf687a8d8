"""What the policy does not answer, in clusters, and what is made of it."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import yaml

from assistant.conversation import Turn
from assistant.desk.account import Role
from assistant.desk.drafts import empty_answer, eval_case
from assistant.desk.gaps import Gap, GapFinder
from assistant.desk.room import DeskRoom
from assistant.reason import Reason
from assistant.reply import Abstention, SmallTalk
from assistant.verdict import Verdict
from corpus.answer_file import read_answer_file
from evals.case_file import read_case_files
from tests.assistant.desk.conftest import Visitor

DRONES = (
    "Do you film customers with drones?",
    "are customers filmed by drones",
    "Do drones film the people who shop with you?",
)
FAX = "Can I fax you my passport, number X48219077?"


def ask(room: DeskRoom, *texts: str, answer_id: str | None = None) -> None:
    reply = Abstention(text="Silent.", reason=Reason.POLICY_SILENT, answer_id=answer_id)
    for number, text in enumerate(texts):
        room.conversations.keep(f"{text}", number, Turn(text=text, reply=reply), at=room.now())


def test_questions_that_ask_the_same_are_one_gap(room: DeskRoom) -> None:
    ask(room, *DRONES, FAX)
    turns = room.conversations.latest(("abstention",), most=100)
    finder = GapFinder(room.grounds.embedder)
    first, second = finder.gaps(turns)
    assert finder.gaps(turns) == [first, second]
    assert first.count == 3
    assert {first.label, *first.examples} == set(DRONES)
    assert second.label == "Can I fax you my passport, number [number]?"
    assert second.reasons == (Reason.POLICY_SILENT,)


def test_what_a_reviewed_silence_answers_is_one_gap_whatever_the_words(room: DeskRoom) -> None:
    ask(room, "what of drones", "and of my fax", answer_id="silent-on-machines")
    turns = room.conversations.latest(("abstention",), most=100)
    (gap,) = GapFinder(room.grounds.embedder).gaps(turns)
    assert (gap.count, gap.answer_id) == (2, "silent-on-machines")


def test_the_page_shows_them_masked_with_the_flaws_of_the_policy(
    room: DeskRoom, visitor: Visitor
) -> None:
    ask(room, *DRONES, FAX)
    talk = Turn(text="hello there", reply=SmallTalk(text="Hello."))
    room.conversations.keep("c", 0, talk, at=room.now())
    page = unescape(visitor(Role.AGENT).get("/desk/gaps").text)
    assert "3 times" in page
    assert "X48219077" not in page
    assert "hello there" not in page
    assert "dead" in page.lower() or "link" in page.lower()


def test_a_click_makes_an_eval_case_that_can_be_read(
    room: DeskRoom, visitor: Visitor, tmp_path: Path
) -> None:
    ask(room, *DRONES, 'Is "yes: no" # a - question?')
    browser = visitor(Role.AGENT)
    page = unescape(browser.get("/desk/gaps").text)
    links = re.findall(r'href="(/desk/gaps/case\.yaml[^"]+)"', page)
    assert len(links) == 2
    for number, link in enumerate(links):
        file = tmp_path / f"{number}.yaml"
        file.write_bytes(browser.get(link).content)
        (case,), faults = read_case_files([file], room.responder.policy)
        assert faults == []
        assert case.turns[-1] in (*DRONES, 'Is "yes: no" # a - question?')
    assert browser.get("/desk/gaps/case.yaml?of=nothing").status_code == 404


def test_a_click_makes_an_empty_answer_with_how_people_asked(
    room: DeskRoom, visitor: Visitor
) -> None:
    ask(room, *DRONES)
    browser = visitor(Role.AGENT)
    link = re.search(r'href="(/desk/gaps/answer\.yaml[^"]+)"', browser.get("/desk/gaps").text)
    assert link is not None
    written = browser.get(unescape(link[1])).text
    (entry,) = yaml.safe_load(written)
    assert set(entry["asked"]) == set(DRONES)
    # Filled in by nobody yet, it is refused where answers are read: it can't be used by mistake.
    policy = room.responder.policy
    assert read_answer_file(written, policy, path=Path("answers.yaml")).faults


def test_an_id_can_be_made_of_anything(room: DeskRoom) -> None:
    gap = Gap(label="¿¿??", count=1, examples=(), reasons=(), answer_id=None, last_at=room.now())
    assert yaml.safe_load(eval_case(gap))[0]["id"] == "gap-question"
    assert yaml.safe_load(empty_answer(gap, on=room.now().date()))[0]["asked"] == ["¿¿??"]


def test_conversations_are_deleted_when_their_time_is_over(room: DeskRoom) -> None:
    ask(room, *DRONES)
    assert room.conversations.forget_older(room.now() - timedelta(days=30)) == 0
    assert room.conversations.forget_older(room.now() + timedelta(seconds=1)) == 3
    assert room.conversations.latest(("abstention",), most=10) == []


def test_the_page_shows_which_answers_did_not_help_and_why(
    room: DeskRoom, visitor: Visitor
) -> None:
    assert "Nobody said so of one." in unescape(visitor(Role.AGENT).get("/desk/gaps").text)
    ask(room, FAX, answer_id="silent-on-machines")
    room.conversations.judge(FAX, 0, Verdict.NOT_WHAT_I_ASKED)
    page = unescape(visitor(Role.AGENT).get("/desk/gaps").text)
    assert "not what i asked" in page.lower()
    assert "X48219077" not in page

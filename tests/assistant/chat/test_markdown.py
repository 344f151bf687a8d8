import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant import wording
from assistant.chat.markdown import plain, render, target
from assistant.conversation import Conversation
from assistant.quoting import written
from assistant.reply import Answer, Citation, Clarification, Option, SmallTalk
from corpus import Policy
from tests.fakes import CHOICES, COLLECTED, SELLING, FakeAssistant

SHARED_DATA = "CLAUSEWISE_SHARED_DATA"
CONTACT = "contact@crypjama.com"
MARKUP = st.text(alphabet="<>&[]()!*_`~#|\\\"'=-+.:/@ \n1aw{}$^?%;,", max_size=60)


class Shown(HTMLParser):
    """What a page made of the HTML holds: its words, tags and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.links = "", set(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(markdown: str) -> Shown:
    reader = MarkdownIt("commonmark", {"html": True, "breaks": True})
    return Shown(reader.enable(["table", "strikethrough"]).render(markdown))


@pytest.fixture(scope="module")
def policy() -> Policy:
    return FakeAssistant().policy


@given(st.one_of(MARKUP, st.text(max_size=80)))
def test_plain_text_makes_no_markup(text: str) -> None:
    page = shown(plain(text))
    assert page.tags <= {"p", "br"}
    assert page.links == []


@given(MARKUP)
def test_plain_text_shows_every_word_that_was_there(text: str) -> None:
    assert shown(plain(text)).words.split() == text.split()


def test_plain_text_shows_no_control_or_direction_marks() -> None:
    assert plain("a\x00b\u202ec\ud800d") == "abcd"


def test_no_known_attack_becomes_markup() -> None:
    folder = os.environ.get(SHARED_DATA)
    if not folder or not Path(folder).is_dir():
        pytest.skip(f"{SHARED_DATA} names no folder with the attack lists")
    lists = Path(folder).glob("attacks/xss-payload-list/*.txt")
    payloads = [line for file in lists for line in file.read_text("utf-8").splitlines()]
    assert payloads
    for payload in payloads:
        page = shown(plain(payload))
        assert page.tags <= {"p", "br"}, payload
        assert page.links == [], payload


def test_a_quote_stands_apart_with_its_marker_and_place() -> None:
    reply = FakeAssistant().reply(Conversation.begin(), "Do you sell my data?")
    page = shown(render(reply, contact=CONTACT))
    assert "blockquote" in page.tags
    assert page.links == [target(reply.citations[0])]
    assert page.words.count(reply.citations[0].quote) == 1
    assert "SHARING PERSONAL INFORMATION" in page.words
    assert "Applies to California residents" in page.words


def test_whom_a_quote_binds_is_said_once(policy: Policy) -> None:
    citation = FakeAssistant().reply(Conversation.begin(), "Do you sell my data?").citations[0]
    reply = Answer(text=written(policy, "It says:", [citation]), citations=(citation,))
    assert wording.binds_some(citation.applies_to) in reply.text
    assert shown(render(reply, contact=CONTACT)).words.count("California residents") == 1


def test_what_a_list_item_is_read_under_stands_before_it(policy: Policy) -> None:
    item = policy.items_under(COLLECTED)[0]
    citation = Citation.cut(policy, item.clause_id, item.start, item.end, marker=1)
    reply = Answer(text=written(policy, "It says:", [citation]), citations=(citation,))
    words = shown(render(reply, contact=CONTACT)).words
    assert words.index(policy.clause(COLLECTED).text) < words.index(item.text)


def test_a_clause_for_everyone_carries_no_label() -> None:
    reply = FakeAssistant().reply(Conversation.begin(), "What do you collect?")
    assert "Applies to" not in shown(render(reply, contact=CONTACT)).words


def test_a_quoted_list_is_shown_as_a_list(policy: Policy) -> None:
    page = shown(
        render(FakeAssistant().reply(Conversation.begin(), "What do you collect?"), contact=CONTACT)
    )
    assert "li" in page.tags
    for item in policy.items_under(COLLECTED):
        assert item.text in page.words


def test_a_quote_that_the_text_does_not_hold_is_listed_below(policy: Policy) -> None:
    clause = policy.clause(SELLING)
    citation = Citation.cut(policy, SELLING, clause.start, clause.end, marker=1)
    page = shown(
        render(Answer(text="They say they do not [1].", citations=(citation,)), contact=CONTACT)
    )
    assert "Where the policy says so" in page.words
    assert clause.text in page.words
    assert page.links == [target(citation)] * 2


def test_a_marker_without_a_citation_is_no_link() -> None:
    page = shown(
        render(SmallTalk(text="See [7] and [x](http://elsewhere.example)."), contact=CONTACT)
    )
    assert page.links == []
    assert "[7]" in page.words


def test_words_keep_their_spaces_around_a_marker(policy: Policy) -> None:
    clause = policy.clause(SELLING)
    citation = Citation.cut(policy, SELLING, clause.start, clause.end, marker=1)
    page = shown(
        render(Answer(text="One [1] two.\nThree [1]", citations=(citation,)), contact=CONTACT)
    )
    assert page.words.startswith("One [1] two.\nThree [1]")


def test_the_address_of_a_person_is_a_link() -> None:
    page = shown(render(SmallTalk(text=f"Write to {CONTACT}."), contact=CONTACT))
    assert page.links == [f"mailto:{CONTACT}"]
    assert page.words.strip() == f"Write to {CONTACT}."


@pytest.mark.parametrize("contact", ["https://shop.example/help", "a@b)](http://c.example", "x"])
def test_what_is_no_address_is_no_link(contact: str) -> None:
    page = shown(render(SmallTalk(text=f"Write to {contact}."), contact=contact))
    assert page.links == []


def offering(*topics: str, lead: str = "Which?") -> Clarification:
    options = [Option(answer_id=topic, text=topic, citations=()) for topic in topics]
    return Clarification(lead=lead, options=tuple(options))


def test_topics_are_a_numbered_list_under_the_lead() -> None:
    page = shown(render(offering(*CHOICES), contact=CONTACT))
    assert page.tags == {"p", "ol", "li"}
    assert page.words.split("\n") == ["Which?", "", *CHOICES, "", ""]


@given(st.lists(st.one_of(MARKUP, st.text(max_size=40)), min_size=2, max_size=3))
def test_a_topic_makes_no_markup(topics: list[str]) -> None:
    page = shown(render(offering(*topics), contact=CONTACT))
    assert page.tags <= {"p", "ol", "li"}
    assert page.links == []


def test_a_topic_of_two_lines_stays_one_of_the_list() -> None:
    page = shown(render(offering("One\n\nor two?", "Three?"), contact=CONTACT))
    assert page.words.split("\n")[2:4] == ["One or two?", "Three?"]


def test_the_address_of_a_person_is_a_link_above_topics_too() -> None:
    page = shown(render(offering("a", "b", lead=f"Write to {CONTACT}, or:"), contact=CONTACT))
    assert page.links == [f"mailto:{CONTACT}"]

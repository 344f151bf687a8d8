from itertools import pairwise

from assistant.chat.transcript import LONGEST, Transcript, Transcripts
from assistant.reply import SmallTalk


def test_a_page_gets_back_what_was_kept_for_it() -> None:
    transcripts = Transcripts()
    transcripts.keep("one", Transcript().show("user", "hello"))
    assert [line.markdown for line in transcripts.of("one").lines] == ["hello"]
    assert transcripts.of("two").lines == ()


def test_the_longest_unused_page_makes_room() -> None:
    transcripts = Transcripts(most=2)
    for page in ("one", "two", "one", "three"):
        transcripts.keep(page, Transcript().show("user", page))
    assert transcripts.of("one").lines
    assert transcripts.of("two").lines == ()


def test_a_transcript_lapses() -> None:
    transcripts = Transcripts(seconds=-1.0)
    transcripts.keep("one", Transcript().show("user", "hello"))
    assert transcripts.of("one").lines == ()


def test_a_forgotten_page_is_empty() -> None:
    transcripts = Transcripts()
    transcripts.keep("one", Transcript().show("user", "hello"))
    transcripts.forget("one")
    assert transcripts.of("one").lines == ()


def test_a_long_conversation_keeps_its_latest_turns() -> None:
    transcript = Transcript()
    for number in range(LONGEST + 5):
        transcript = transcript.show("user", str(number)).remember(str(number), SmallTalk(text="?"))
    assert len(transcript.conversation.turns) == LONGEST
    assert transcript.conversation.turns[-1].text == str(LONGEST + 4)
    assert len(transcript.lines) <= 2 * LONGEST


def test_more_is_let_go_than_an_exchange_brings() -> None:
    """The page scrolls to what is new, and knows by the number of lines that something is."""
    transcript, counts = Transcript(), []
    for number in range(2 * LONGEST):
        transcript = transcript.show("user", str(number)).show("assistant", "yes")
        counts.append(len(transcript.lines))
    assert all(before != after for before, after in pairwise(counts))


def test_what_is_to_be_chosen_is_offered_until_anything_else_is_said() -> None:
    asked = Transcript().show("user", "hm").show("assistant", "Which?", choices=("a", "b"))
    assert Transcript().choices == ()
    assert asked.choices == ("a", "b")
    assert asked.show("user", "a").choices == ()

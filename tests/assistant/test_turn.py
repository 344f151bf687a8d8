import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.conversation import Conversation
from assistant.dialogue import Replied, dialogue
from assistant.errors import RefusedText
from assistant.labelled import Expect, LabelledQuestion
from assistant.reason import Reason
from assistant.reply import (
    Abstention,
    Answer,
    Citation,
    Clarification,
    Handoff,
    Mode,
    Reply,
    RightsIntake,
    SmallTalk,
)
from assistant.turn import Assistant
from corpus import Policy, Right

Replies = Sequence[tuple[LabelledQuestion, Reply]]

# Measured on the shipped questions: of what the policy answers 0.87 is answered, of those answers
# 0.83 cite a core clause; of what it doesn't answer 0.66, and of what it is not about 0.98, is met
# with silence. The floors lie a little below: whoever falls through has made something worse.
ANSWERED, CORE, SILENT, OUTSIDE = 0.83, 0.79, 0.60, 0.92


@pytest.fixture(scope="module")
def quoting(assistant: Assistant) -> Assistant:
    """The assistant of a policy that has no reviewed answers."""
    return replace(assistant, answering=replace(assistant.answering, reviewed=None))


def ask(assistant: Assistant, text: str) -> Reply:
    return assistant.reply(Conversation.begin(), text)


def citations(reply: Reply) -> tuple[Citation, ...]:
    return () if isinstance(reply, SmallTalk) else reply.citations


def of(replies: Replies, *expected: Expect) -> list[tuple[LabelledQuestion, Reply]]:
    return [(question, reply) for question, reply in replies if question.expect in expected]


def share(kept: Sequence[object], of_all: Sequence[object]) -> float:
    return len(kept) / len(of_all)


def test_whether_data_is_sold_is_answered_from_the_clauses_on_selling(quoting: Assistant) -> None:
    reply = ask(quoting, "Do you sell my data?")
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.QUOTED
    cited = [citation.clause_id for citation in reply.citations]
    assert cited[0] == "crypjama/california/sharing/5"
    assert "crypjama/california/rights/opt-out/1" in cited


def test_an_answer_shows_each_quote_with_its_marker(quoting: Assistant) -> None:
    reply = ask(quoting, "Do you sell my data?")
    for citation in citations(reply):
        assert f"“{citation.quote}” [{citation.marker}]" in reply.text


def test_an_answer_says_whom_its_clauses_bind(quoting: Assistant) -> None:
    assert "California residents only" in ask(quoting, "Do you sell my data?").text


@pytest.mark.parametrize(
    "text", ["What's the weather in Boston?", "what is 17 times 23", "write me a poem about cats"]
)
def test_what_the_policy_is_not_about_is_said_to_be_so(assistant: Assistant, text: str) -> None:
    reply = ask(assistant, text)
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.OUTSIDE_POLICY
    assert reply.citations == ()


def test_where_the_policy_is_silent_the_nearest_clause_is_shown_as_such(
    quoting: Assistant,
) -> None:
    reply = ask(quoting, "do you train AI on my data")
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.POLICY_SILENT
    assert len(reply.citations) == 1
    assert "doesn't answer" in reply.text
    assert "may not be what you asked" in reply.text


@pytest.mark.parametrize("text", ["what is 17 times 23", "I want to talk to a human", "hi"])
def test_who_gets_no_answer_is_told_of_a_person(assistant: Assistant, text: str) -> None:
    assert assistant.contact in ask(assistant, text).text


def test_who_wants_a_person_is_handed_over(assistant: Assistant) -> None:
    reply = ask(assistant, "I would like to talk to a person.")
    assert isinstance(reply, Handoff)
    assert reply.reason is Reason.ASKED_FOR_HUMAN


def test_a_greeting_is_returned(assistant: Assistant) -> None:
    reply = ask(assistant, "hi")
    assert isinstance(reply, SmallTalk)
    assert "automated" in reply.text


def test_a_request_to_delete_is_met_with_how_it_is_made(assistant: Assistant) -> None:
    reply = ask(assistant, "delete my data")
    assert isinstance(reply, RightsIntake)
    assert reply.right is Right.DELETE
    assert "crypjama/california/rights/how-to/1" in [c.clause_id for c in reply.citations]


def test_a_request_never_sounds_as_if_it_were_done(assistant: Assistant) -> None:
    assert "can't file it" in ask(assistant, "delete my data").text


def talked(assistant: Assistant, *texts: str) -> Reply:
    conversation, reply = Conversation.begin(), None
    for text in texts:
        reply = assistant.reply(conversation, text)
        conversation = conversation.after(text, reply)
    assert reply is not None
    return reply


def test_what_is_said_of_a_request_is_filled_in_and_said_back(assistant: Assistant) -> None:
    reply = ask(assistant, "Delete my data, I'm in Oregon. Ana Cruz, ana@example.com")
    assert isinstance(reply, RightsIntake)
    told = reply.request.requester
    assert (told.name, told.email, told.state) == ("Ana Cruz", "ana@example.com", "Oregon")
    assert reply.missing == ()
    for value in ("Ana Cruz", "ana@example.com", "Oregon"):
        assert value in reply.text


def test_what_is_missing_is_asked_for_and_the_next_message_gives_it(assistant: Assistant) -> None:
    begun = ask(assistant, "stop texting me")
    assert isinstance(begun, RightsIntake)
    assert begun.missing == ("phone",)
    assert "phone number" in begun.text
    given = talked(assistant, "stop texting me", "212-555-0148")
    assert isinstance(given, RightsIntake)
    assert (given.right, given.request.requester.phone) == (Right.STOP_SMS, "212-555-0148")
    assert given.missing == ()


def test_a_question_in_between_is_answered_and_the_request_goes_on(assistant: Assistant) -> None:
    assert isinstance(talked(assistant, "unsubscribe", "Do you sell my data?"), Answer)
    reply = talked(assistant, "unsubscribe", "Do you sell my data?", "bob@example.com")
    assert isinstance(reply, RightsIntake)
    assert reply.request.requester.email == "bob@example.com"


def test_what_was_wrong_is_put_right(assistant: Assistant) -> None:
    reply = talked(
        assistant, "delete my data, a@example.com", "no, wrong e-mail, it's b@example.com"
    )
    assert isinstance(reply, RightsIntake)
    assert (reply.right, reply.request.requester.email) == (Right.DELETE, "b@example.com")


def test_a_request_is_called_off_at_any_time(assistant: Assistant) -> None:
    reply = talked(assistant, "delete my data", "why?", "never mind")
    assert isinstance(reply, SmallTalk)
    assert "Nothing was filed" in reply.text


def test_another_right_is_another_request(assistant: Assistant) -> None:
    reply = talked(assistant, "delete my data", "and stop selling it, I'm in California")
    assert isinstance(reply, RightsIntake)
    assert reply.right is Right.OPT_OUT


def test_a_person_is_reached_from_within_a_request(assistant: Assistant) -> None:
    assert isinstance(talked(assistant, "delete my data", "let me talk to a human"), Handoff)


def test_what_is_surely_about_something_else_is_no_request(assistant: Assistant) -> None:
    assert not isinstance(ask(assistant, "My bank transfer was declined again."), RightsIntake)


def test_a_right_that_the_policy_does_not_name_is_said_to_be_so(assistant: Assistant) -> None:
    reply = ask(assistant, "I want to appeal your decision on my request")
    assert isinstance(reply, RightsIntake)
    assert reply.citations == ()
    assert "doesn't say how" in reply.text
    assert assistant.contact in reply.text


@pytest.mark.parametrize("right", Right)
def test_every_right_has_its_words(assistant: Assistant, right: Right) -> None:
    reply = assistant._intake(right)
    assert reply.text.startswith("That is a request ")
    assert len(reply.citations) == len(assistant.rights.get(right, ()))


def test_how_to_delete_is_a_question(quoting: Assistant) -> None:
    reply = ask(quoting, "How do I delete my data?")
    assert isinstance(reply, Answer)
    assert [citation.clause_id for citation in reply.citations] == list(
        quoting.rights[Right.DELETE]
    )


@pytest.mark.parametrize("text", ["", "  ", "?!", "x" * 2001, "do\x00you"])
def test_what_is_no_message_is_refused(assistant: Assistant, text: str) -> None:
    with pytest.raises(RefusedText):
        ask(assistant, text)


def test_hidden_letters_change_no_answer(assistant: Assistant) -> None:
    plain = ask(assistant, "Do you sell my data?")
    assert ask(assistant, "Do you\u200b se\u00adll my data?\U000e0041") == plain


def test_the_same_question_gets_the_same_reply(assistant: Assistant) -> None:
    assert ask(assistant, "do you use cookies") == ask(assistant, "do you use cookies")


def test_what_was_said_before_changes_nothing_about_a_question_that_stands_alone(
    assistant: Assistant,
) -> None:
    first = ask(assistant, "hi")
    later = Conversation.begin().after("hi", first)
    assert assistant.reply(later, "do you use cookies") == ask(assistant, "do you use cookies")


def test_every_quote_stands_in_the_policy(replies: Replies, policy: Policy) -> None:
    quoted = [citation for _, reply in replies for citation in citations(reply)]
    assert len(quoted) > 300
    for citation in quoted:
        assert citation.quote
        assert policy.text[citation.start : citation.end] == citation.quote
        assert citation.applies_to == policy.clause(citation.clause_id).applies_to


def test_every_marker_in_a_text_has_its_citation(replies: Replies) -> None:
    for question, reply in replies:
        markers = {int(marker) for marker in re.findall(r"\[(\d+)\]", reply.text)}
        assert markers == {c.marker for c in citations(reply)}, question.question_id


def test_an_answer_that_quotes_is_made_of_quotes_only(replies: Replies, policy: Policy) -> None:
    """What is left without the quotes and what they are read under is our one line."""
    for question, reply in replies:
        if isinstance(reply, Answer) and reply.mode is Mode.QUOTED:
            rest = reply.text
            for citation in reply.citations:
                rest = rest.replace(f"“{citation.quote}” [{citation.marker}]", "")
                lead_in = policy.clause(citation.clause_id).lead_in or "\0"
                rest = rest.replace(f"Under “{lead_in}”", "")
            ours = {
                line for line in rest.splitlines()
                if line and not line.startswith(("In the table ", "From the part for "))
            }  # fmt: skip
            assert ours == {"This is what the privacy policy says:"}, question.question_id


def test_a_reviewed_answer_says_what_was_reviewed_and_nothing_else(
    replies: Replies, assistant: Assistant
) -> None:
    said = {s.text for a in assistant.answering.answers.values() for s in a.sentences}
    reviewed = [r for _, r in replies if isinstance(r, Answer) and r.answer_id]
    assert len(reviewed) > 300
    for reply in reviewed:
        rest = reply.text
        for sentence in sorted(said, key=len, reverse=True):
            rest = rest.replace(sentence, "")
        rest, _, where = rest.partition("\n\n")
        assert not where or where.startswith(("You said that you live", "For somebody who lives"))
        assert re.sub(r"\[\d+\]|\s", "", rest) == "", reply.text


def test_whether_data_is_sold_is_answered_in_plain_words_with_both_sides(
    assistant: Assistant,
) -> None:
    reply = ask(assistant, "Do you sell my data?")
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.REVIEWED
    assert reply.text.startswith("It depends")
    cited = {citation.clause_id for citation in reply.citations}
    assert {"crypjama/california/sharing/5", "crypjama/california/rights/opt-out/1"} <= cited


def test_what_a_reviewed_silence_denies_is_shown_with_the_nearest_clause(
    assistant: Assistant,
) -> None:
    reply = ask(assistant, "Do you train AI on my data?")
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.POLICY_SILENT
    assert assistant.contact in reply.text


def test_most_of_what_the_policy_answers_is_answered(replies: Replies) -> None:
    asked = of(replies, Expect.ANSWER)
    answered = [question for question, reply in asked if isinstance(reply, Answer)]
    assert share(answered, asked) >= ANSWERED


def test_most_answers_cite_a_clause_that_answers(replies: Replies) -> None:
    answered = [
        (question, reply)
        for question, reply in of(replies, Expect.ANSWER)
        if isinstance(reply, Answer)
    ]
    right = [
        question
        for question, reply in answered
        if {citation.clause_id for citation in citations(reply)} & {*question.core}
    ]
    assert share(right, answered) >= CORE


@pytest.mark.parametrize(("expect", "floor"), [(Expect.SILENT, SILENT), (Expect.OUTSIDE, OUTSIDE)])
def test_what_the_policy_does_not_answer_is_met_with_silence(
    replies: Replies, expect: Expect, floor: float
) -> None:
    asked = of(replies, expect)
    silent = [question for question, reply in asked if not isinstance(reply, Answer)]
    assert share(silent, asked) >= floor


@pytest.mark.parametrize(
    ("expect", "kind"),
    [(Expect.REQUEST, RightsIntake), (Expect.PERSON, Handoff), (Expect.SMALL_TALK, SmallTalk)],
)
def test_what_is_no_question_goes_its_own_way(
    replies: Replies, expect: Expect, kind: type[Reply]
) -> None:
    asked = of(replies, expect)
    kinds = Counter(type(reply) for _, reply in asked)
    assert kinds == {kind: len(asked)}


def say(assistant: Assistant, *texts: str) -> list[Reply]:
    """The replies to a conversation."""
    return [turn.reply for turn in dialogue(assistant.reply, texts) if isinstance(turn, Replied)]


def test_a_follow_up_is_understood_from_the_turn_before(assistant: Assistant) -> None:
    _, later = say(assistant, "Do you sell my data?", "what about my phone number?")
    assert isinstance(later, Answer | Clarification)
    cited = {c.clause_id for c in citations(later)}
    assert cited & {"crypjama/sharing/sms/1", "crypjama/california/sharing/3.1"} or isinstance(
        later, Clarification
    )


def test_where_somebody_lives_is_said_back(assistant: Assistant) -> None:
    (reply,) = say(assistant, "I live in Texas. Do you sell my data?")
    assert "Texas" in reply.text


def test_several_topics_get_one_answer_in_parts(assistant: Assistant) -> None:
    (reply,) = say(assistant, "Do you use cookies? And do you sell my data to anyone?")
    assert isinstance(reply, Answer)
    cited = {citation.clause_id for citation in reply.citations}
    assert any("tracking" in one or "automated" in one for one in cited)
    assert "crypjama/california/sharing/5" in cited
    assert [c.marker for c in reply.citations] == list(range(1, len(reply.citations) + 1))


def test_a_message_in_another_language_is_answered_in_it(assistant: Assistant) -> None:
    (reply,) = say(assistant, "¿Venden ustedes mis datos personales a otras empresas?")
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.UNKNOWN_LANGUAGE
    assert "inglés" in reply.text
    assert assistant.contact in reply.text


@pytest.fixture(scope="module")
def torn(assistant: Assistant) -> Assistant:
    """The assistant for which nothing is sure and every choice is good."""
    reviewed = assistant.answering.reviewed
    assert reviewed is not None
    held = reviewed.calibration
    never, always = (replace(held.answers, use_from=one) for one in (2.0, 0.0))
    calibration = replace(held, answers=never, silences=never, choices=always)
    answering = replace(assistant.answering, reviewed=replace(reviewed, calibration=calibration))
    return replace(assistant, answering=answering)


CLOSE = "is my stuff shared or sold"


def test_where_it_is_close_the_topics_are_offered_with_what_they_would_cite(
    torn: Assistant,
) -> None:
    (reply,) = say(torn, CLOSE)
    assert isinstance(reply, Clarification)
    assert 2 <= len(reply.options) <= 3
    assert all(option.citations for option in reply.options)
    for number, option in enumerate(reply.options, start=1):
        assert f"{number}. {option.text}" in reply.text


def test_a_choice_is_taken_by_its_number_and_by_its_words(torn: Assistant) -> None:
    first, second = say(torn, CLOSE, "2")
    assert isinstance(first, Clarification)
    assert isinstance(second, Answer | Abstention)
    assert second.answer_id == first.options[1].answer_id
    assert second.citations == first.options[1].citations
    _, said = say(torn, CLOSE, first.options[1].text)
    assert said == second


def test_nobody_is_asked_back_twice_in_a_row(torn: Assistant) -> None:
    _, again = say(torn, CLOSE, "do other companies get my things")
    assert isinstance(again, Abstention)
    assert again.reason in (Reason.LOW_CONFIDENCE, Reason.POLICY_SILENT)


def test_who_wants_none_of_the_topics_is_told_of_a_person(torn: Assistant) -> None:
    _, none = say(torn, CLOSE, "none of these")
    assert isinstance(none, Abstention)
    assert none.reason is Reason.LOW_CONFIDENCE
    assert torn.contact in none.text

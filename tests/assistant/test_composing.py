from collections.abc import Sequence
from datetime import date

import pytest

from assistant import leads
from assistant.composing import Told, composed, told
from assistant.part import Kind, Part
from assistant.reason import Reason
from assistant.reply import (
    Abstention,
    Answer,
    Citation,
    Clarification,
    Handoff,
    Mode,
    Option,
    Reply,
    RightsIntake,
    SmallTalk,
)
from assistant.tickets.request import RightsRequest
from corpus import Policy, Right
from corpus.answers import ReviewedAnswer
from corpus.verdict import Verdict

OFFER = "A person can help: write to us."
SELLING = "crypjama/california/sharing/5"
MINORS = "crypjama/california/sharing/6"
CHILDREN = "crypjama/children/1"

REVIEWED = {
    answer_id: ReviewedAnswer(
        answer_id=answer_id, family="it", topic=topic, is_silence=verdict is None, verdict=verdict,
        asked=(), sentences=(), reviewed_by="us", reviewed_on=date(2026, 11, 22), digests={},
    )
    for answer_id, topic, verdict in (
        ("share", "Do you share my data?", Verdict.YES),
        ("minors", "Do you sell data of minors?", Verdict.NO),
        ("location", "Do you collect my location?", Verdict.YES),
        ("selling", "Do you sell my data?", Verdict.DEPENDS),
        ("rights", "What are my rights?", Verdict.STATES),
        ("keeping", "How long do you keep it?", None),
    )
}  # fmt: skip


@pytest.fixture
def cite(policy: Policy) -> "Cite":
    return Cite(policy)


class Cite:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __call__(self, *clause_ids: str) -> tuple[Citation, ...]:
        clauses = [self.policy.clause(clause_id) for clause_id in clause_ids]
        return tuple(
            Citation.cut(self.policy, clause.clause_id, clause.start, clause.end, marker=number)
            for number, clause in enumerate(clauses, start=1)
        )

    def answer(self, text: str, *clause_ids: str, answer_id: str | None = None) -> Answer:
        mode = Mode.REVIEWED if answer_id else Mode.QUOTED
        return Answer(text=text, citations=self(*clause_ids), mode=mode, answer_id=answer_id)

    def silence(self, text: str, *clause_ids: str, answer_id: str | None = None) -> Abstention:
        return Abstention(
            text=f"{text}\n\n{OFFER}", reason=Reason.POLICY_SILENT, citations=self(*clause_ids),
            answer_id=answer_id,
        )  # fmt: skip

    def compose(self, *parts: tuple[Part, Reply]) -> Reply | None:
        listed: Sequence[Told] = [Told(part=part, reply=reply) for part, reply in parts]
        reply = composed(self.policy, REVIEWED, listed, offer=OFFER)
        if reply is not None and not isinstance(reply, SmallTalk):
            for one in reply.citations:
                assert self.policy.text[one.start : one.end] == one.quote
        return reply


ASKED = Part(text="?")


def claim(text: str, kind: Kind = Kind.PREMISE, *, negated: bool = False) -> Part:
    return Part(text=text, kind=kind, negated=negated)


def test_each_part_is_led_by_its_topic_and_markers_count_through(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.answer("Yes. [1] More. [2]", SELLING, MINORS, answer_id="share")),
        (ASKED, cite.answer("Some. [1] Others. [2]", CHILDREN, MINORS, answer_id="rights")),
    )
    assert isinstance(reply, Answer)
    assert reply.text == (
        "Do you share my data?\nYes. [1] More. [2]\n\nWhat are my rights?\nSome. [3] Others. [2]"
    )
    assert [(one.marker, one.clause_id) for one in reply.citations] == [
        (1, SELLING), (2, MINORS), (3, CHILDREN),
    ]  # fmt: skip
    assert (reply.mode, reply.answer_id) == (Mode.REVIEWED, None)


def test_markers_are_counted_as_they_are_read(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.answer("First [2], then [1]. See [9].", SELLING, MINORS, answer_id="share")),
        (ASKED, cite.answer("Other [1].", CHILDREN, answer_id="rights")),
    )
    assert isinstance(reply, Answer)
    assert "First [1], then [2]. See [9]." in reply.text
    assert [one.clause_id for one in reply.citations] == [MINORS, SELLING, CHILDREN]


def test_what_is_not_reviewed_is_led_by_its_place(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.answer("Quoted. [1]", SELLING)), (ASKED, cite.answer("Other. [1]", MINORS))
    )
    assert isinstance(reply, Answer)
    assert reply.text == (
        "To your first question:\nQuoted. [1]\n\nTo your second question:\nOther. [2]"
    )
    assert reply.mode is Mode.QUOTED


def test_a_part_quoted_makes_the_whole_quoted(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.answer("A. [1]", SELLING, answer_id="share")),
        (ASKED, cite.answer("B. [1]", MINORS)),
    )
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.QUOTED


def test_a_silent_part_says_so_and_a_person_is_offered_once_at_the_end(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.silence("It doesn't say. [1]", CHILDREN, answer_id="keeping")),
        (ASKED, cite.answer("It depends. [1]", SELLING, answer_id="selling")),
        (ASKED, cite.silence("Nor that.")),
    )
    assert isinstance(reply, Answer)
    assert reply.text == (
        "How long do you keep it?\nIt doesn't say. [1]\n\nDo you sell my data?\nIt depends. [2]"
        f"\n\nTo your third question:\nNor that.\n\n{OFFER}"
    )


def test_no_person_is_offered_where_all_is_answered(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.answer("A.", SELLING, answer_id="share")),
        (ASKED, cite.answer("B.", MINORS, answer_id="rights")),
    )
    assert isinstance(reply, Answer)
    assert OFFER not in reply.text


def test_all_silent_is_one_abstention(cite: Cite) -> None:
    outside = Abstention(text=f"Not that. {OFFER}", reason=Reason.OUTSIDE_POLICY)
    reply = cite.compose(
        (ASKED, outside),
        (ASKED, cite.silence("It doesn't say. [1]", CHILDREN, answer_id="keeping")),
    )
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.OUTSIDE_POLICY
    assert (reply.text.count(OFFER), reply.answer_id) == (1, None)
    assert [one.clause_id for one in reply.citations] == [CHILDREN]


def test_parts_of_which_nothing_is_known_are_left_to_the_whole_message(cite: Cite) -> None:
    nothing = cite.silence("Not that. [1]", SELLING), cite.silence("Nor that. [1]", MINORS)
    assert cite.compose(*((ASKED, one) for one in nothing)) is None
    known = cite.silence("It doesn't say.", answer_id="keeping")
    assert cite.compose((ASKED, nothing[0]), (ASKED, known)) is not None


def test_what_the_policy_has_no_clause_of_is_told_beside_what_is_not_known(cite: Cite) -> None:
    said = Part(text="do you pay me?", kind=Kind.PREMISE, of_policy=True)
    nothing = cite.silence("Not that. [1]", SELLING)
    reply = cite.compose((said, nothing), (ASKED, cite.silence("Nor that. [1]", MINORS)))
    assert isinstance(reply, Abstention)
    assert reply.text.startswith(leads.NO_CLAUSE())


def test_the_same_answer_is_said_once_and_alone_it_is_left_to_the_whole_message(cite: Cite) -> None:
    same = cite.answer("Yes. [1]", SELLING, answer_id="share")
    assert cite.compose((ASKED, same), (ASKED, cite.answer("Yes.", answer_id="share"))) is None
    reply = cite.compose(
        (ASKED, same), (ASKED, same), (ASKED, cite.answer("B. [1]", MINORS, answer_id="rights"))
    )
    assert isinstance(reply, Answer)
    assert reply.text.count("Do you share my data?") == 1


def test_the_same_quotes_are_said_once(cite: Cite) -> None:
    quoted = cite.answer("Quoted. [1]", SELLING)
    assert cite.compose((ASKED, quoted), (ASKED, cite.answer("The same. [1]", SELLING))) is None


def test_small_talk_beside_a_question_is_not_answered(cite: Cite) -> None:
    assert cite.compose((ASKED, SmallTalk(text="Hi!")), (ASKED, cite.answer("A.", SELLING))) is None


def test_a_request_is_the_reply_and_keeps_what_is_said_beside(cite: Cite) -> None:
    request = RightsIntake(
        text="I can file it. [1]",
        request=RightsRequest(right=Right.DELETE),
        citations=cite(CHILDREN),
    )
    reply = cite.compose(
        (ASKED, request), (ASKED, cite.answer("It depends. [1]", SELLING, answer_id="selling"))
    )
    assert isinstance(reply, RightsIntake)
    assert reply.right is Right.DELETE
    assert reply.text == "Do you sell my data?\nIt depends. [1]\n\nI can file it. [2]"
    assert [one.clause_id for one in reply.citations] == [SELLING, CHILDREN]


def test_the_first_of_two_requests_is_taken_and_the_other_one_asked_for_again(cite: Cite) -> None:
    first = RightsIntake(text="Deletion.", request=RightsRequest(right=Right.DELETE))
    second = RightsIntake(text="Opting out.", request=RightsRequest(right=Right.OPT_OUT))
    reply = cite.compose((ASKED, first), (ASKED, second), (ASKED, cite.answer("A.", SELLING)))
    assert isinstance(reply, RightsIntake)
    assert reply.right is Right.DELETE
    assert reply.text.endswith(f"Deletion.\n\n{leads.ONE_REQUEST}")
    assert "Opting out." not in reply.text


def test_a_wish_for_a_person_wins_over_an_answer(cite: Cite) -> None:
    person = Handoff(text="Of course.", reason=Reason.ASKED_FOR_HUMAN)
    reply = cite.compose(
        (ASKED, person), (ASKED, cite.answer("It depends. [1]", SELLING, answer_id="selling"))
    )
    assert isinstance(reply, Handoff)
    assert reply.text == "Do you sell my data?\nIt depends. [1]\n\nOf course."
    assert len(reply.citations) == 1


def test_a_request_wins_over_a_wish_for_a_person(cite: Cite) -> None:
    person = Handoff(text="Of course.", reason=Reason.ASKED_FOR_HUMAN)
    request = RightsIntake(text="Deletion.", request=RightsRequest(right=Right.DELETE))
    reply = cite.compose((ASKED, request), (ASKED, person))
    assert isinstance(reply, RightsIntake)
    assert reply.text == "Of course.\n\nDeletion."


def choice(cite: Cite) -> Clarification:
    options = tuple(
        Option(answer_id=one, text=REVIEWED[one].topic, citations=cite(SELLING))
        for one in ("share", "selling")
    )
    return Clarification(lead="Which?", options=options)


def test_a_choice_beside_an_answer_names_the_topics(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.answer("A.", SELLING, answer_id="rights")), (ASKED, choice(cite))
    )
    assert isinstance(reply, Answer)
    assert reply.text.endswith(f"{leads.CHOICE}\n- Do you share my data?\n- Do you sell my data?")


def test_a_choice_beside_no_answer_is_left_to_the_whole_message(cite: Cite) -> None:
    assert cite.compose((ASKED, choice(cite)), (ASKED, cite.silence("Nor that."))) is None


def test_what_is_left_over_is_asked_for_before_the_offer(cite: Cite) -> None:
    reply = cite.compose(
        (ASKED, cite.silence("It doesn't say.", answer_id="keeping")),
        (ASKED, cite.answer("A.", SELLING, answer_id="rights")),
        (Part(text="more?", kind=Kind.LEFT), cite.answer("Never said.", answer_id="selling")),
    )
    assert isinstance(reply, Answer)
    assert reply.text.endswith(f"{leads.LEFT}\n\n{OFFER}")
    assert leads.UNSURE not in reply.text


def test_a_premise_that_is_borne_out_is_not_mentioned(cite: Cite) -> None:
    yes = cite.answer("Yes. We share. [1]", SELLING, answer_id="share")
    other = cite.answer("B.", MINORS, answer_id="rights")
    assert cite.compose((claim("do you share it?"), yes), (ASKED, other)) is None


def test_a_premise_that_the_policy_contradicts_is_corrected_first(cite: Cite) -> None:
    yes = cite.answer("Yes. We share. [1]", SELLING, answer_id="share")
    other = cite.answer("Some. [1]", MINORS, answer_id="rights")
    reply = cite.compose((claim("do you share it?", negated=True), yes), (ASKED, other))
    assert isinstance(reply, Answer)
    assert reply.text == f"{leads.GRANTED}. We share. [1]\n\nWhat are my rights?\nSome. [2]"


def test_one_question_beside_a_premise_is_not_counted(cite: Cite) -> None:
    yes = cite.answer("Yes. We share. [1]", SELLING, answer_id="share")
    reply = cite.compose(
        (claim("do you share it?", negated=True), yes), (ASKED, cite.answer("Quoted. [1]", MINORS))
    )
    assert isinstance(reply, Answer)
    assert reply.text.endswith("\n\nTo your question:\nQuoted. [2]")


def test_a_condition_behind_the_no_is_kept(cite: Cite) -> None:
    no = cite.answer("No, in California: none. [1]", MINORS, answer_id="minors")
    reply = cite.compose((claim("do you sell data of minors?"), no), (ASKED, no))
    assert isinstance(reply, Answer)
    assert reply.text == f"{leads.GRANTED}, in California: none. [1]"
    assert reply.answer_id == "minors"


@pytest.mark.parametrize("answer_id", ["keeping", "selling"])
def test_a_premise_on_which_the_policy_is_silent_or_divided_is_told_so(
    cite: Cite, answer_id: str
) -> None:
    held = cite.answer if answer_id == "selling" else cite.silence
    reply = cite.compose(
        (claim("do you keep it for a day?"), held("It is so. [1]", SELLING, answer_id=answer_id)),
        (ASKED, cite.answer("Some.", MINORS, answer_id="rights")),
    )
    assert isinstance(reply, Answer)
    assert reply.text.startswith(f"{leads.UNSURE}it is so. [1]")


def test_a_question_for_the_reason_is_only_corrected_where_the_policy_says_otherwise(
    cite: Cite,
) -> None:
    silence = cite.silence("It doesn't say.", answer_id="keeping")
    other = cite.answer("Some.", MINORS, answer_id="rights")
    assert cite.compose((claim("do you keep it?", Kind.LOADED), silence), (ASKED, other)) is None
    no = cite.answer("No. None. [1]", MINORS, answer_id="minors")
    reply = cite.compose((claim("do you sell data of minors?", Kind.LOADED), no), (ASKED, no))
    assert isinstance(reply, Answer)
    assert reply.text == f"{leads.GRANTED}. None. [1]"


def test_a_premise_that_only_states_is_not_mentioned(cite: Cite) -> None:
    states = cite.answer("Yes, some.", MINORS, answer_id="rights")
    other = cite.answer("B.", SELLING, answer_id="selling")
    assert cite.compose((claim("do i have rights?", negated=True), states), (ASKED, other)) is None


def test_a_premise_in_part_so_is_answered_under_its_topic(cite: Cite) -> None:
    part = cite.answer("Yes, in part. Some. [1]", SELLING, answer_id="location")
    reply = cite.compose((claim("do you collect my location?", negated=True), part))
    assert isinstance(reply, Answer)
    assert reply.text == (f"{leads.UNSURE}Do you collect my location? Yes, in part. Some. [1]")


def test_what_the_policy_is_said_to_say_is_answered_even_in_other_words(cite: Cite) -> None:
    yes = cite.answer("Yes. We share. [1]", SELLING, answer_id="share")
    said = Part(text="my data stays here?", kind=Kind.PREMISE, of_policy=True)
    reply = cite.compose((said, yes))
    assert isinstance(reply, Answer)
    assert reply.text == f"{leads.UNSURE}Do you share my data? Yes. We share. [1]"
    assert cite.compose((claim("my data stays here?"), yes)) is None


def test_a_premise_in_part_so_is_borne_out(cite: Cite) -> None:
    part = cite.answer("Yes, in part. Some. [1]", SELLING, answer_id="location")
    assert cite.compose((claim("do you collect my location?"), part)) is None


def test_a_premise_is_passed_over_where_the_answer_begins_with_neither_yes_nor_no(
    cite: Cite,
) -> None:
    share = cite.answer("We share. [1]", SELLING, answer_id="share")
    assert cite.compose((claim("do you share it?", negated=True), share)) is None


def test_what_the_policy_is_said_to_say_is_contradicted_like_all_else(cite: Cite) -> None:
    yes = cite.answer("Yes. We share. [1]", SELLING, answer_id="share")
    said = Part(text="do you share it?", kind=Kind.PREMISE, negated=True, of_policy=True)
    reply = cite.compose((said, yes))
    assert isinstance(reply, Answer)
    assert reply.text == f"{leads.GRANTED}. We share. [1]"


def test_what_the_policy_is_said_to_say_and_does_not_is_told_so(cite: Cite) -> None:
    said = Part(text="do you pay me?", kind=Kind.PREMISE, of_policy=True)
    nothing = cite.silence("Not that, but: [1]", CHILDREN)
    reply = cite.compose((said, nothing))
    assert isinstance(reply, Abstention)
    assert reply.text == f"{leads.NO_CLAUSE}\n\n{OFFER}"
    assert reply.citations == ()
    assert cite.compose((claim("do you pay me?"), nothing)) is None
    assert cite.compose((said, cite.answer("Quoted. [1]", SELLING))) is None
    assert cite.compose((said, cite.silence("It is stale.", answer_id="gone"))) is None
    unsure = Abstention(text="Not sure.", reason=Reason.LOW_CONFIDENCE)
    assert cite.compose((said, unsure)) is None


@pytest.mark.parametrize(
    ("negated", "answer_id", "text", "said"),
    [
        (False, "share", "Yes. We share.", f"{leads.SO}. We share."),
        (True, "share", "Yes. We share.", f"{leads.NOT_SO}. We share."),
        (False, "minors", "No, in California.", f"{leads.NOT_SO}, in California."),
        (True, "minors", "No, in California.", f"{leads.SO}, in California."),
        (False, "selling", "It depends.", "It depends."),
        (True, "rights", "Some.", "Some."),
        (False, "location", "Yes, in part. IP.", f"{leads.SO}, in part. IP."),
        (True, "location", "Yes, in part. IP.", "Do you collect my location? Yes, in part. IP."),
    ],
)
def test_a_statement_is_confirmed_or_denied_and_never_by_a_bare_yes(
    cite: Cite, negated: bool, answer_id: str, text: str, said: str
) -> None:
    words = {"share": "do you share it?", "minors": "do you sell data of minors?"}
    part = claim(words.get(answer_id, "do you collect it?"), Kind.STATEMENT, negated=negated)
    reply = cite.compose((part, cite.answer(text, SELLING, answer_id=answer_id)))
    assert isinstance(reply, Answer)
    assert (reply.text, reply.answer_id) == (said, answer_id)


def test_a_statement_in_words_that_may_mean_the_opposite_is_answered_under_its_topic(
    cite: Cite,
) -> None:
    part = claim("my data stays with you?", Kind.STATEMENT)
    reply = cite.compose((part, cite.answer("Yes. We share.", SELLING, answer_id="share")))
    assert isinstance(reply, Answer)
    assert reply.text == "Do you share my data? Yes. We share."


def test_a_silence_on_a_statement_keeps_its_offer_and_its_id(cite: Cite) -> None:
    part = claim("do you keep it?", Kind.STATEMENT)
    reply = cite.compose((part, cite.silence("It doesn't say.", answer_id="keeping")))
    assert isinstance(reply, Abstention)
    assert (reply.text, reply.answer_id) == (f"It doesn't say.\n\n{OFFER}", "keeping")


def test_a_statement_that_nothing_reviewed_is_about_is_left_to_the_whole_message(
    cite: Cite,
) -> None:
    part = claim("do you like rings?", Kind.STATEMENT)
    assert cite.compose((part, cite.answer("Quoted. [1]", SELLING))) is None


def test_an_answer_out_of_use_since_is_no_reviewed_one(cite: Cite) -> None:
    part = claim("do you share it?", Kind.STATEMENT)
    assert cite.compose((part, cite.answer("Yes. Gone.", SELLING, answer_id="gone"))) is None


def test_a_part_is_told_by_its_own_text(cite: Cite) -> None:
    replies = {"do you share it?": cite.answer("A.", SELLING, answer_id="share")}
    part = claim("do you share it?", Kind.STATEMENT)
    assert told(part, "you share it, right?", replies.__getitem__).reply == replies[part.text]


def test_a_statement_of_which_nothing_is_found_is_taken_as_it_was_typed(cite: Cite) -> None:
    whole = cite.answer("Yes.", SELLING, answer_id="share")
    replies = {"do you share it?": cite.answer("Quoted.", SELLING), "you share it, right?": whole}
    statement = claim("do you share it?", Kind.STATEMENT)
    assert told(statement, "you share it, right?", replies.__getitem__).reply == whole
    question = Part(text="do you share it?")
    assert told(question, "you share it, right?", replies.__getitem__).reply != whole


def test_nothing_composed_of_nothing(cite: Cite) -> None:
    assert cite.compose() is None

"""One turn: guard, language, standalone question, parts, route, answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from assistant import wording
from assistant.answering import Answering
from assistant.composing import composed, told
from assistant.conversation import Conversation
from assistant.explanation import Explanation
from assistant.guard import passed
from assistant.handing_over import Switchboard, failed_again, wants_more
from assistant.injection import orders_the_machine
from assistant.intake.contact import addresses, without_contacts
from assistant.intake.filing import asked_after, confirmable, file_request
from assistant.intake.form import (
    accepts,
    adds,
    beside_fields,
    cancels,
    confirms,
    corrects,
    mistyped,
    open_request,
)
from assistant.intake.needs import missing
from assistant.intake.proving import proving
from assistant.intake.reading import added, read_request
from assistant.intake.second import second_right
from assistant.intake.sheet import filled_in
from assistant.jurisdiction import said_back, supposed
from assistant.language import Language, other_language
from assistant.part import Kind
from assistant.parts import parts
from assistant.quoting import whole_clauses, written
from assistant.reason import Reason
from assistant.reply import (
    Abstention,
    Answer,
    Clarification,
    Handoff,
    Reply,
    RightsIntake,
    RightsTicket,
    SmallTalk,
)
from assistant.route import RequestRoute, Route, right_asked_about
from assistant.standalone import Question, settled, standalone
from assistant.suggesting import Suggestions
from assistant.support_hours import SupportHours
from assistant.tickets.desk import Desk
from assistant.tickets.law import flags_of
from assistant.tickets.request import Field, RightsRequest
from assistant.translations import message_in
from assistant.trouble import trouble
from corpus import Audience, Policy, Right
from index.embedder import Embedder

# Belief from which "fix my contactless" is no request, whatever the router thinks of it. Of 184
# requests that were written to measure with, none has more than 0.90.
_ELSEWHERE = 0.95
# A wish is said in more words than "it's", "my mail:".
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """Answers turns about one policy."""

    answering: Answering
    route: Callable[[str], Route | RequestRoute]
    """Which way a message goes."""
    rights: Mapping[Right, tuple[str, ...]]
    longest_message: int
    understood: tuple[str, ...] = ("en",)
    """The languages whose messages are matched as they are, as ISO 639-1 codes."""
    desk: Desk | None = None
    """Where requests are filed; None where they only can be recognized."""
    hours: SupportHours | None = None
    """When a person is there."""
    suggestions: Suggestions | None = None
    """What may be asked next; None where nothing is suggested."""
    embedder: Embedder | None = None
    """The model that questions are embedded by, for whoever compares them."""

    @property
    def policy(self) -> Policy:
        """The policy that is asked about."""
        return self.answering.policy

    @property
    def contact(self) -> str:
        """Where a person is reached."""
        return self.answering.contact

    @property
    def files(self) -> bool:
        """Whether requests can be filed."""
        return self.desk is not None

    def reply(self, conversation: Conversation, text: str) -> Reply:
        """What is said back; ``RefusedText`` where the text can't be a message."""
        message = passed(text, longest=self.longest_message)
        if self.desk and (found := self._of_filed(conversation, message, self.desk)) is not None:
            return found
        if (noted := self._switchboard.noted_address(conversation, message)) is not None:
            return noted
        if (going_on := self._going_on(conversation, message)) is not None:
            return going_on
        if (reason := wants_more(conversation, message)) is not None:
            return self._switchboard.hand_over(conversation, message, reason)
        language = other_language(message, understood=self.understood)
        if language is not None:
            return self._in_its_language(language)
        question = self._question(conversation, _accepted(conversation, message) or message)
        if question.declined:
            return self._declined()
        reply = self._chosen(question) or self._in_parts(conversation, question)
        filled = self._filled(conversation, message, reply)
        if isinstance(filled, RightsIntake) and self.desk:
            filled = replace(filled, then=self._then(conversation, message, filled.right))
        said = self._offering(self._said_where(question, filled))
        return self._handed_over(conversation, message, said)

    def failed(self, conversation: Conversation, text: str) -> Reply:
        """What is said where a turn broke: a person is handed it."""
        return self._switchboard.hand_over(conversation, text, Reason.INTERNAL_ERROR)

    def submit(self, conversation: Conversation, given: Mapping[Field, str]) -> Reply:
        """What is said to the form of the open request; ``UnusableField`` where it can't be used.

        Filed is what was shown before it was sent; where it comes to mean something else, such as
        a right of Californians for somebody elsewhere, that is said first.
        """
        begun = open_request(conversation)
        if begun is None or self.desk is None:
            return SmallTalk(text=wording.NOTHING_OPEN())
        filled = filled_in(begun, given)
        if not filled.missing and flags_of(filled.request) == flags_of(begun.request):
            return file_request(filled, conversation, desk=self.desk, policy=self.policy)
        told = [wording.understood(filled.request), wording.still_needed(filled.missing)]
        text = "\n\n".join(filter(None, [*told, confirmable(filled)]))
        return replace(filled, text=text)

    def filing_at(self, desk: Desk, *, hours: SupportHours | None = None) -> "Assistant":
        """The same one, who files requests at that desk, and hands conversations over there."""
        return replace(self, desk=desk, hours=hours)

    def next_questions(self, conversation: Conversation) -> tuple[str, ...]:
        """Questions to ask next, after a reviewed answer, that lead to one not given yet."""
        replies = [turn.reply for turn in conversation.turns]
        given = [one.answer_id for one in replies if isinstance(one, Answer | Abstention)]
        last = replies[-1] if replies else None
        if self.suggestions is None or not isinstance(last, Answer | Abstention):
            return ()
        if last.answer_id is None:
            return ()
        return self.suggestions.after(last.answer_id, but=[one for one in given if one])

    def explain(self, conversation: Conversation, text: str) -> Explanation:
        """What was found for ``text``, however it is routed; ``RefusedText`` as in ``reply``."""
        message = passed(text, longest=self.longest_message)
        return self.answering.explain(self._question(conversation, message).text)

    def suggesting(self) -> "Assistant":
        """The same one, who suggests what may be asked next."""
        if self.embedder is None or not self.answering.answers:
            return self
        alone = partial(self._take, may_ask=False)
        suggestions = Suggestions(self.answering.answers, self.embedder, alone)
        return replace(self, suggestions=suggestions)

    def _question(self, conversation: Conversation, message: str) -> Question:
        """What the message asks, once the turns before it are taken into account."""
        asked = standalone(conversation, message)
        if self.route(asked.text) is not Route.QUESTION:
            # Behind "can you delete my data?", a request would be read for the second time.
            return replace(asked, behind=None)
        return settled(asked, self.answering.belief)

    def _of_filed(self, conversation: Conversation, message: str, desk: Desk) -> Reply | None:
        """The reply to what is about a request that was filed; None to all else."""
        return proving(message, conversation, desk=desk) or asked_after(
            message, conversation, desk=desk
        )

    def _going_on(self, conversation: Conversation, message: str) -> Reply | None:
        """The reply to what goes on with a request that was begun; None to all else."""
        last = conversation.turns[-1].reply if conversation.turns else None
        if isinstance(last, RightsTicket) and last.then is None and confirms(message):
            return last  # pressed twice
        begun = open_request(conversation)
        if begun is None:
            return None
        if cancels(message):
            return SmallTalk(text=wording.CALLED_OFF())
        if self.desk and not begun.missing and confirms(message):
            return file_request(begun, conversation, desk=self.desk, policy=self.policy)
        if self._asks_else(begun.right, message):
            return None
        if not adds(begun.right, message, not_theirs=addresses(self.policy.text)):
            slip = mistyped(begun.missing, message)
            return replace(begun, text=slip, citations=()) if slip else None
        noted = wording.NOTED() if self.desk else wording.NOTED_ONLY()
        told = replace(begun, text=f"{noted} {wording.person(self.contact)}", citations=())
        return self._filled(conversation, message, told)

    def _asks_else(self, right: Right, message: str) -> bool:
        """Whether the message is a wish of its own: for a person, or for another right.

        What only fills in the request is none: an address, though many write just that to be taken
        off a list, or "my name is …", though so begins a correction.
        """
        if len(beside_fields(right, message).split()) < _FEWEST_WORDS:
            return False
        route = self.route(without_contacts(message))
        if isinstance(route, RequestRoute):
            # "No, wrong e-mail" is a correction of what was said, not of what the shop has.
            is_slip = corrects(message) and route.right is Right.CORRECT
            return route.right is not right and not is_slip
        return route is Route.PERSON

    def _then(self, conversation: Conversation, message: str, right: Right) -> Right | None:
        """Another right than this one, which is to be taken after it.

        It is asked for as well, or was begun before and not taken back.
        """
        second = second_right(message, right, self.route)
        begun = open_request(conversation)
        if second is not None or begun is None or corrects(message):
            return second
        return begun.then if begun.right is right else begun.right

    def _chosen(self, question: Question) -> Reply | None:
        return self.answering.chosen(question.chosen.answer_id) if question.chosen else None

    def _in_parts(self, conversation: Conversation, question: Question) -> Reply:
        take = partial(self._take, may_ask=not _asked_back(conversation))
        found = () if question.follows else parts(question.text)
        if len(found) > 1 or (found and found[0].kind is not Kind.QUESTION):
            reply = composed(
                self.policy,
                self.answering.answers,
                [told(part, question.text, partial(self._take, may_ask=False)) for part in found],
                offer=wording.person(self.contact),
            )
            # What is a request only as a whole must not get lost among its parts.
            asks = self.route(question.text) is Route.QUESTION
            if reply is not None and (asks or isinstance(reply, RightsIntake | Handoff)):
                return reply
        return take(question.text)

    def _take(self, text: str, *, may_ask: bool) -> Reply:
        """The reply to one standalone question or request."""
        match self.route(text):
            case Route.SMALL_TALK:
                return SmallTalk(text=f"{wording.GREETING()} {wording.person(self.contact)}")
            case Route.PERSON:
                return Handoff(text=wording.handoff(self.contact), reason=Reason.ASKED_FOR_HUMAN)
            case RequestRoute(right=right) if self._asks_us(text):
                return self._intake(right)
        asked_about = None if self.answering.reviewed else right_asked_about(text)
        if asked_about is not None and self.rights.get(asked_about):
            return self._how_to(asked_about)
        return self.answering.answer(text, may_ask=may_ask)

    def _asks_us(self, text: str) -> bool:
        """Whether what sounds like a request is one to the shop, about data."""
        return not orders_the_machine(text) and self.answering.outside(text) < _ELSEWHERE

    def _said_where(self, question: Question, reply: Reply) -> Reply:
        """The reply with what it means to live where the shopper says, or asks about."""
        if not isinstance(reply, Answer | Abstention | RightsIntake):
            return reply
        if not any(one.applies_to is Audience.CALIFORNIA_RESIDENTS for one in self.policy.clauses):
            return reply
        if question.supposed is not None:
            return replace(reply, text=f"{reply.text}\n\n{supposed(question.supposed)}")
        if question.told_now and question.jurisdiction is not None:
            return replace(reply, text=f"{reply.text}\n\n{said_back(question.jurisdiction)}")
        return reply

    def _offering(self, reply: Reply) -> Reply:
        """An answer about a request, which can be begun from there; with how, where it is filed."""
        if not isinstance(reply, Answer | Abstention):
            return reply
        reviewed = self.answering.answers.get(reply.answer_id or "")
        if reviewed is None or reviewed.offers is None:
            return reply
        offer = f"\n\n{wording.offer(reviewed.offers)}" if self.desk else ""
        return replace(reply, text=f"{reply.text}{offer}", offers=reviewed.offers)

    @property
    def _switchboard(self) -> Switchboard:
        return Switchboard(contact=self.contact, desk=self.desk, hours=self.hours)

    def _handed_over(self, conversation: Conversation, message: str, reply: Reply) -> Reply:
        """A handoff in place of a reply that a person had better give; else the reply."""
        if isinstance(reply, Handoff):
            return self._switchboard.hand_over(conversation, message, reply.reason)
        if self.desk is None or isinstance(reply, RightsIntake | RightsTicket):
            return reply
        reason = trouble(message)
        if reason is None and failed_again(conversation, reply):
            reason = Reason.REPEATED_FAILURE
        return self._switchboard.hand_over(conversation, message, reason) if reason else reply

    def _in_its_language(self, language: Language) -> Abstention:
        text = message_in(language, contact=self.contact, policy_url=self.policy.url)
        return Abstention(text=text, reason=Reason.UNKNOWN_LANGUAGE)

    def _declined(self) -> Abstention:
        text = f"{wording.NONE_OF_THESE()} {wording.person(self.contact)}"
        return Abstention(text=text, reason=Reason.LOW_CONFIDENCE)

    def _how_to(self, right: Right) -> Answer:
        """The clauses on how a right is used, which the policy's folder names."""
        citations = whole_clauses(self.policy, self.rights[right])
        text = written(self.policy, wording.ANSWER_LEAD(), citations)
        return Answer(text=text, citations=citations)

    def _intake(self, right: Right) -> RightsIntake:
        citations = whole_clauses(self.policy, self.rights.get(right, ()))
        lead = wording.intake(right, told=bool(citations), files=self.desk is not None)
        text = f"{written(self.policy, lead, citations)}\n\n{wording.person(self.contact)}"
        return RightsIntake(text=text, request=RightsRequest(right=right), citations=citations)

    def _filled(self, conversation: Conversation, message: str, reply: Reply) -> Reply:
        """A request with what the shopper has said of it, in this message or before."""
        if not isinstance(reply, RightsIntake):
            return reply
        begun = open_request(conversation)
        not_theirs = addresses(self.policy.text)
        if begun is not None and begun.right is reply.right:
            request = added(begun.request, message, not_theirs=not_theirs)
        else:
            said = [message, *(turn.text for turn in reversed(conversation.turns))]
            request = read_request(reply.right, said, not_theirs=not_theirs)
        needed = missing(request)
        filled = replace(reply, request=request, missing=needed)
        told = [reply.text, wording.understood(request), wording.still_needed(needed)]
        if self.desk:
            told.append(confirmable(filled))
        return replace(filled, text="\n\n".join(filter(None, told)))


def _asked_back(conversation: Conversation) -> bool:
    """Whether the last reply asked which topic is meant: nobody is asked twice in a row."""
    return bool(conversation.turns) and isinstance(conversation.turns[-1].reply, Clarification)


def _accepted(conversation: Conversation, message: str) -> str | None:
    """The wish that was offered, where the message says yes to it."""
    last = conversation.turns[-1].reply if conversation.turns else None
    offered = last.offers if isinstance(last, Answer | Abstention) else None
    return wording.WISHES[offered].english if offered and accepts(message) else None

"""The sentences of the assistant's own, in the language that is spoken; all else is quoted."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.catalogues import Sentence, say, spoken
from assistant.reason import Reason
from assistant.tickets.request import Field, RightsRequest
from assistant.tickets.store import Proof
from assistant.tickets.ticket import TicketStatus
from corpus import Audience, ClauseKind, Milestone, Right

ANSWER_LEAD = Sentence("This is what the privacy policy says:")
SILENT_LEAD = Sentence("The privacy policy doesn't answer that, as far as I can find.")
UNSURE_LEAD = Sentence("I'm not sure enough what the privacy policy says to that.")
NONE_OF_THESE = Sentence(
    "Then I don't know which part of the privacy policy you mean. Ask in other words."
)
WHICH_ONE = Sentence("I'm not sure which of these you mean. Choose one, or ask in other words:")
NEAREST_LEAD = Sentence("The nearest it says is this, which may not be what you asked:")
OUTSIDE = Sentence(
    "That isn't something the privacy policy is about, and the policy is all I can answer from."
)
GREETING = Sentence(
    "Hello! I answer questions about the privacy policy with its own words, such as "
    "“Do you sell my data?” I'm an automated assistant."
)
_DEEDS = {
    Right.KNOW: Sentence("to know what is collected about you"),
    Right.ACCESS: Sentence("for a copy of your data"),
    Right.PORTABILITY: Sentence("for your data in a form that you can take elsewhere"),
    Right.DELETE: Sentence("to have data deleted"),
    Right.CORRECT: Sentence("to have data corrected"),
    Right.OPT_OUT: Sentence("to opt out of selling, sharing or targeted advertising"),
    Right.LIMIT: Sentence("to limit the use of sensitive data"),
    Right.SHINE_THE_LIGHT: Sentence("to know who got your data for their direct marketing"),
    Right.UNSUBSCRIBE_EMAIL: Sentence("to get no more marketing e-mail"),
    Right.STOP_SMS: Sentence("to get no more text messages"),
    Right.CHILD_DATA: Sentence("about a child's data"),
    Right.APPEAL: Sentence("to appeal a decision"),
    Right.OTHER: Sentence("about your data"),
}


WISHES = {
    Right.KNOW: Sentence("I want to know what you have collected about me"),
    Right.ACCESS: Sentence("Send me a copy of my data"),
    Right.PORTABILITY: Sentence("Export my data for me"),
    Right.DELETE: Sentence("Delete my data"),
    Right.CORRECT: Sentence("Correct my data"),
    Right.OPT_OUT: Sentence("Opt me out of selling and sharing"),
    Right.LIMIT: Sentence("Limit the use of my sensitive data"),
    Right.SHINE_THE_LIGHT: Sentence("I make a Shine the Light request"),
    Right.UNSUBSCRIBE_EMAIL: Sentence("Unsubscribe me from your emails"),
    Right.STOP_SMS: Sentence("Stop texting me"),
    Right.CHILD_DATA: Sentence("Delete my child's data"),
    Right.APPEAL: Sentence("I appeal your decision on my request"),
    Right.OTHER: Sentence("I want to use my privacy rights"),
}
"""Words that make a request; each is taken for one of its right."""
RESTORED = Sentence(
    "The chat was interrupted. What was said before stands here as it is kept, with personal data "
    "masked. I no longer know it, so please ask in full words."
)
PERSON = Sentence("A person writes:")
JOINED = Sentence(
    "A person has joined. They read what you write now, and the assistant keeps quiet."
)
LEFT = Sentence("The person has left the chat. The assistant answers again.")
NOT_PASSED_ON = Sentence("That did not reach the person. Please send it once more.")
FORGOTTEN = Sentence(
    "This chat is forgotten: nothing of it is kept. A request that you filed, or a conversation "
    "that a person was handed, stays with the shop’s team."
)
NOT_FORGOTTEN = Sentence("This chat could not be forgotten just now. Please try again in a minute.")
GIVE_ADDRESS = Sentence("To get the answer by e-mail, tell me your address.")
NO_HOURS = Sentence("They read it as soon as they can; when that is, I can't say.")
BEGINNINGS = {
    Reason.LEGAL_THREAT: Sentence("What you say is for a person, not for me."),
    Reason.DISTRESS: Sentence(
        "I'm sorry that you are in this. If you or somebody else may be in danger, call 911; "
        "in a crisis, 988 is there at any hour."
    ),
    Reason.REPEATED_FAILURE: Sentence(
        "I could not help you with this, and don't want to keep you."
    ),
    Reason.INTERNAL_ERROR: Sentence(
        "Something went wrong on our side, and your question was not answered."
    ),
}
"""What a handoff begins with, by its reason."""
CALLED_OFF = Sentence("All right. Nothing was filed.")
NOTED = Sentence("Noted.")
NOTED_ONLY = Sentence("Noted. I can't file it myself.")
SHALL_I_FILE = Sentence(
    "Is that right? Answer “yes” and I file it. If not, say what is wrong, or “cancel”. "
    "Nothing is stored before that."
)
OUTSIDE_CALIFORNIA = Sentence(
    "The policy gives this right to California residents. I file your request all the same; "
    "a person decides on it."
)
FOR_ANOTHER = Sentence(
    "As you ask for somebody else, a person will check that you may. I hold no customer data, and "
    "nothing is told before that."
)
NOT_FILED = Sentence(
    "Your request could not be stored, so nothing was filed. Please say “yes” again in a while."
)
NOT_NOW = Sentence("Requests can't be looked up just now. Please try again in a while.")
ANOTHER_CODE = Sentence("Another code is on its way. Only the newest one works.")
NO_MORE_CODES = Sentence(
    "No more codes are sent for it. A person will check who you are, and write to you."
)
UNPROVEN = {
    Proof.WRONG: Sentence("That isn't the code that was sent. Only the newest one works."),
    Proof.LATE: Sentence("That code is too old. Say “new code” to get another."),
    Proof.SPENT: Sentence(
        "That was wrong too often, so this code is void. Say “new code” to get another."
    ),
}
"""What is said to a code that proves nothing."""
NOTHING_OPEN = Sentence(
    "There is no request to file. Tell me what you want, such as “delete my data”."
)
NO_EMAIL = Sentence("That is no e-mail address. Write one, such as ana@example.com.")
NO_PHONE = Sentence("That is no phone number. Write one with its area code, such as 212-555-0148.")
NO_STATE = Sentence("I don't know that place. Write a state or a country, or leave it empty.")
UNKNOWN_REQUEST = Sentence("I find no request with that reference and e-mail address together.")
ASK_ADDRESS = Sentence(
    "To look up a request, tell me its reference and the e-mail address that it was filed with."
)
_FIELDS = {
    Field.NAME: Sentence("name"),
    Field.EMAIL: Sentence("e-mail address"),
    Field.PHONE: Sentence("phone number"),
    Field.STATE: Sentence("state"),
    Field.ORDER: Sentence("order number"),
    Field.DETAILS: Sentence("what it is about"),
}
_STANDINGS = {
    TicketStatus.RECEIVED: Sentence("That request is received."),
    TicketStatus.AWAITING_VERIFICATION: Sentence("That request is awaiting verification."),
    TicketStatus.CONFIRMED: Sentence("That request is confirmed."),
    TicketStatus.IN_PROGRESS: Sentence("That request is in progress."),
    TicketStatus.EXTENDED: Sentence("That request is extended."),
    TicketStatus.FULFILLED: Sentence("That request is fulfilled."),
    TicketStatus.DENIED: Sentence("That request is denied."),
    TicketStatus.WITHDRAWN: Sentence("That request is withdrawn."),
    TicketStatus.EXPIRED: Sentence("That request is expired."),
}
_MILESTONES = {
    Milestone.CONFIRM_RECEIPT: Sentence("The shop is to confirm that it got it by"),
    Milestone.ANSWER: Sentence("It is to answer by"),
    Milestone.ANSWER_EXTENDED: Sentence("If it tells you why it needs longer, it is to answer by"),
    Milestone.CARRY_OUT: Sentence("It is to be done by"),
}
_AUDIENCES = {
    Audience.EVERYONE: Sentence("everyone"),
    Audience.CALIFORNIA_RESIDENTS: Sentence("California residents"),
    Audience.SMS_PROGRAM: Sentence("the text-message program"),
}


def beginning(reason: Reason) -> str:
    """What a handoff begins with, for its reason; mostly nothing."""
    first = BEGINNINGS.get(reason)
    return first() if first else ""


def label(field: Field) -> str:
    """What a field of the form is called."""
    name = _FIELDS[field]()
    return f"{name[:1].upper()}{name[1:]}"


def form_title(right: Right) -> str:
    """What stands above the form."""
    return say("Your request {deed}", deed=_DEEDS[right])


def too_long(field: Field, most: int) -> str:
    """What is said of a field that holds too much."""
    return say("{field}: please use at most {most} characters.", field=label(field), most=most)


def on_the_form(fields: Mapping[Field, str]) -> str:
    """What somebody says who sends the form."""
    told = [f"{_FIELDS[field]}: {text.strip()}" for field, text in fields.items() if text.strip()]
    return f"{say('I filled in the form.')} {'; '.join(told)}"


def understood(request: RightsRequest) -> str:
    """What was understood of a request; empty where that is nothing beside the right."""
    told = {
        Field.NAME: request.requester.name,
        Field.EMAIL: request.requester.email,
        Field.PHONE: request.requester.phone,
        Field.STATE: request.requester.state,
        Field.ORDER: request.order,
    }
    listed = [f"{_FIELDS[field]}: {value}" for field, value in told.items() if value]
    if request.on_behalf_of:
        listed.append(say("you ask for another person"))
    return say("What I understood – {told}.", told="; ".join(listed)) if listed else ""


def still_needed(missing: Sequence[Field]) -> str:
    """What the shop needs beside it; empty where that is nothing."""
    if not missing:
        return ""
    return say("To act on it, the shop will also need your {field}.", field=_FIELDS[missing[0]])


def filed(reference: str) -> str:
    """The first line of the reply to a confirmation."""
    return say(
        "Your request is filed. Its reference is {reference}. Keep it: you can ask me about it.",
        reference=reference,
    )


def code_sent(address: str) -> str:
    """What leads on to the proof that an address is the shopper's own."""
    return say(
        "To show that it is you, type the six digits that I send to {address} now. "
        "Without them, a person has to check who you are.",
        address=address,
    )


def proven(reference: str) -> str:
    """The reply to the right code."""
    return say(
        "Thank you, that is the code. Your request {reference} is confirmed.", reference=reference
    )


def standing(status: TicketStatus) -> str:
    """Where a request stands."""
    return _STANDINGS[status]()


def asked_for(right: Right) -> str:
    """What a request is for, behind "request"."""
    return _DEEDS[right]()


def offer(right: Right) -> str:
    """How a request is begun, below an answer about it."""
    return say("To have it done, say “{wish}”, and I start a request.", wish=WISHES[right])


def handed(reference: str, when: str) -> str:
    """What is said once a conversation is handed to a person."""
    told = say(
        "I hand this to a person, with what we said. Your reference is {reference}.",
        reference=reference,
    )
    return f"{told} {when}"


def handed_before(reference: str, when: str) -> str:
    """What is said to somebody who waits for a person already."""
    told = say(
        "A person has this conversation, under the reference {reference}.", reference=reference
    )
    return f"{told} {when}"


def promised(due: datetime) -> str:
    """By when a person answers."""
    return say("You get an answer by {moment}.", moment=spoken().moment(due))


def answered_at(address: str) -> str:
    """Where the answer of a person goes."""
    return say("They answer at {address}.", address=address)


def also_asked(right: Right) -> str:
    """What leads on to the second of two requests."""
    return say("You also asked {deed}.", deed=_DEEDS[right])


def by_when(what: Milestone, due: datetime) -> str:
    """What is to happen by a clock."""
    return f"{_MILESTONES[what]} {spoken().day(due)}"


def binds_some(who: Audience) -> str:
    """The line above a quote that binds only some people."""
    return say("From the part for {audience} only:", audience=_AUDIENCES[who])


def applies_to(who: Audience) -> str:
    """The label of what binds only some people."""
    return say("Applies to {audience}", audience=_AUDIENCES[who])


def read_under(kind: ClauseKind, lead_in: str) -> str:
    """The line above a list item or a table row, which can't be understood without it."""
    if kind is not ClauseKind.TABLE_ROW:
        return say("Under “{lead_in}”", lead_in=lead_in)
    header, _, row = lead_in.partition("\n")
    if row:
        return say("In the table “{header}”, under “{row}”:", header=header, row=row)
    return say("In the table “{header}”:", header=header)


def person(contact: str) -> str:
    """How a person is reached."""
    return say("A person can help: write to {contact}.", contact=contact)


def handoff(contact: str) -> str:
    """The reply to somebody who wants a person."""
    return say("Of course. A person reads what you write to {contact}.", contact=contact)


def intake(right: Right, *, told: bool, files: bool) -> str:
    """The line above the clauses on how a right is used; ``told`` where there are any.

    ``files`` where it can be filed here.
    """
    recognized = say("That is a request {deed}.", deed=_DEEDS[right])
    can = say("I can file it for you.") if files else say("I can't file it myself.")
    said = (
        say("This is what the privacy policy says about it:")
        if told
        else say("The privacy policy doesn't say how to make it.")
    )
    return f"{recognized} {can} {said}"

"""The sentences of the assistant's own; everything else it says is quoted."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.reason import Reason
from assistant.support_hours import moment_in_words
from assistant.tickets.request import Field, RightsRequest
from assistant.tickets.store import Proof
from assistant.tickets.ticket import TicketStatus
from corpus import Audience, ClauseKind, Milestone, Right

ANSWER_LEAD = "This is what the privacy policy says:"
SILENT_LEAD = "The privacy policy doesn't answer that, as far as I can find."
UNSURE_LEAD = "I'm not sure enough what the privacy policy says to that."
NONE_OF_THESE = "Then I don't know which part of the privacy policy you mean. Ask in other words."
WHICH_ONE = "I'm not sure which of these you mean. Choose one, or ask in other words:"
NEAREST_LEAD = "The nearest it says is this, which may not be what you asked:"
OUTSIDE = (
    "That isn't something the privacy policy is about, and the policy is all I can answer from."
)
GREETING = (
    "Hello! I answer questions about the privacy policy with its own words, such as "
    "“Do you sell my data?” I'm an automated assistant."
)
_DEEDS = {
    Right.KNOW: "to know what is collected about you",
    Right.ACCESS: "for a copy of your data",
    Right.PORTABILITY: "for your data in a form that you can take elsewhere",
    Right.DELETE: "to have data deleted",
    Right.CORRECT: "to have data corrected",
    Right.OPT_OUT: "to opt out of selling, sharing or targeted advertising",
    Right.LIMIT: "to limit the use of sensitive data",
    Right.SHINE_THE_LIGHT: "to know who got your data for their direct marketing",
    Right.UNSUBSCRIBE_EMAIL: "to get no more marketing e-mail",
    Right.STOP_SMS: "to get no more text messages",
    Right.CHILD_DATA: "about a child's data",
    Right.APPEAL: "to appeal a decision",
    Right.OTHER: "about your data",
}


WISHES = {
    Right.KNOW: "I want to know what you have collected about me",
    Right.ACCESS: "Send me a copy of my data",
    Right.PORTABILITY: "Export my data for me",
    Right.DELETE: "Delete my data",
    Right.CORRECT: "Correct my data",
    Right.OPT_OUT: "Opt me out of selling and sharing",
    Right.LIMIT: "Limit the use of my sensitive data",
    Right.SHINE_THE_LIGHT: "I make a Shine the Light request",
    Right.UNSUBSCRIBE_EMAIL: "Unsubscribe me from your emails",
    Right.STOP_SMS: "Stop texting me",
    Right.CHILD_DATA: "Delete my child's data",
    Right.APPEAL: "I appeal your decision on my request",
    Right.OTHER: "I want to use my privacy rights",
}
"""Words that make a request; each is taken for one of its right."""
RESTORED = (
    "The chat was interrupted. What was said before stands here as it is kept, with personal data "
    "masked. I no longer know it, so please ask in full words."
)
PERSON = "A person writes:"
JOINED = "A person has joined. They read what you write now, and the assistant keeps quiet."
LEFT = "The person has left the chat. The assistant answers again."
NOT_PASSED_ON = "That did not reach the person. Please send it once more."
FORGOTTEN = (
    "This chat is forgotten: nothing of it is kept. A request that you filed, or a conversation "
    "that a person was handed, stays with the shop’s team."
)
NOT_FORGOTTEN = "This chat could not be forgotten just now. Please try again in a minute."
GIVE_ADDRESS = "To get the answer by e-mail, tell me your address."
NO_HOURS = "They read it as soon as they can; when that is, I can't say."
BEGINNINGS = {
    Reason.LEGAL_THREAT: "What you say is for a person, not for me.",
    Reason.DISTRESS: (
        "I'm sorry that you are in this. If you or somebody else may be in danger, call 911; "
        "in a crisis, 988 is there at any hour."
    ),
    Reason.REPEATED_FAILURE: "I could not help you with this, and don't want to keep you.",
    Reason.INTERNAL_ERROR: "Something went wrong on our side, and your question was not answered.",
}
"""What a handoff begins with, by its reason."""
CALLED_OFF = "All right. Nothing was filed."
NOTED = "Noted."
NOTED_ONLY = "Noted. I can't file it myself."
SHALL_I_FILE = (
    "Is that right? Answer “yes” and I file it. If not, say what is wrong, or “cancel”. "
    "Nothing is stored before that."
)
OUTSIDE_CALIFORNIA = (
    "The policy gives this right to California residents. I file your request all the same; "
    "a person decides on it."
)
FOR_ANOTHER = (
    "As you ask for somebody else, a person will check that you may. I hold no customer data, and "
    "nothing is told before that."
)
NOT_FILED = (
    "Your request could not be stored, so nothing was filed. Please say “yes” again in a while."
)
NOT_NOW = "Requests can't be looked up just now. Please try again in a while."
ANOTHER_CODE = "Another code is on its way. Only the newest one works."
NO_MORE_CODES = "No more codes are sent for it. A person will check who you are, and write to you."
UNPROVEN = {
    Proof.WRONG: "That isn't the code that was sent. Only the newest one works.",
    Proof.LATE: "That code is too old. Say “new code” to get another.",
    Proof.SPENT: "That was wrong too often, so this code is void. Say “new code” to get another.",
}
"""What is said to a code that proves nothing."""
NOTHING_OPEN = "There is no request to file. Tell me what you want, such as “delete my data”."
NO_EMAIL = "That is no e-mail address. Write one, such as ana@example.com."
NO_PHONE = "That is no phone number. Write one with its area code, such as 212-555-0148."
NO_STATE = "I don't know that place. Write a state or a country, or leave it empty."
UNKNOWN_REQUEST = "I find no request with that reference and e-mail address together."
ASK_ADDRESS = (
    "To look up a request, tell me its reference and the e-mail address that it was filed with."
)
_FIELDS = {
    Field.NAME: "name",
    Field.EMAIL: "e-mail address",
    Field.PHONE: "phone number",
    Field.STATE: "state",
    Field.ORDER: "order number",
    Field.DETAILS: "what it is about",
}


def label(field: Field) -> str:
    """What a field of the form is called."""
    return f"{_FIELDS[field][:1].upper()}{_FIELDS[field][1:]}"


def form_title(right: Right) -> str:
    """What stands above the form."""
    return f"Your request {_DEEDS[right]}"


def too_long(field: Field, most: int) -> str:
    """What is said of a field that holds too much."""
    return f"{label(field)}: please use at most {most} characters."


def on_the_form(fields: Mapping[Field, str]) -> str:
    """What somebody says who sends the form."""
    told = [f"{_FIELDS[field]}: {text.strip()}" for field, text in fields.items() if text.strip()]
    return f"I filled in the form. {'; '.join(told)}"


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
        listed.append("you ask for another person")
    return f"What I understood – {'; '.join(listed)}." if listed else ""


def still_needed(missing: Sequence[Field]) -> str:
    """What the shop needs beside it; empty where that is nothing."""
    if not missing:
        return ""
    return f"To act on it, the shop will also need your {_FIELDS[missing[0]]}."


def filed(reference: str) -> str:
    """The first line of the reply to a confirmation."""
    return f"Your request is filed. Its reference is {reference}. Keep it: you can ask me about it."


def code_sent(address: str) -> str:
    """What leads on to the proof that an address is the shopper's own."""
    return (
        f"To show that it is you, type the six digits that I send to {address} now. "
        "Without them, a person has to check who you are."
    )


def proven(reference: str) -> str:
    """The reply to the right code."""
    return f"Thank you, that is the code. Your request {reference} is confirmed."


def standing(status: TicketStatus) -> str:
    """Where a request stands."""
    return f"That request is {status.replace('_', ' ')}."


def asked_for(right: Right) -> str:
    """What a request is for, behind "request"."""
    return _DEEDS[right]


def offer(right: Right) -> str:
    """How a request is begun, below an answer about it."""
    return f"To have it done, say “{WISHES[right]}”, and I start a request."


def handed(reference: str, when: str) -> str:
    """What is said once a conversation is handed to a person."""
    return f"I hand this to a person, with what we said. Your reference is {reference}. {when}"


def handed_before(reference: str, when: str) -> str:
    """What is said to somebody who waits for a person already."""
    return f"A person has this conversation, under the reference {reference}. {when}"


def promised(due: datetime) -> str:
    """By when a person answers."""
    return f"You get an answer by {moment_in_words(due)}."


def answered_at(address: str) -> str:
    """Where the answer of a person goes."""
    return f"They answer at {address}."


def also_asked(right: Right) -> str:
    """What leads on to the second of two requests."""
    return f"You also asked {_DEEDS[right]}."


def by_when(what: Milestone, due: datetime) -> str:
    """What is to happen by a clock."""
    deeds = {
        Milestone.CONFIRM_RECEIPT: "The shop is to confirm that it got it by",
        Milestone.ANSWER: "It is to answer by",
        Milestone.ANSWER_EXTENDED: "If it tells you why it needs longer, it is to answer by",
        Milestone.CARRY_OUT: "It is to be done by",
    }
    return f"{deeds[what]} {due:%B} {due.day}, {due.year}"


def binds_some(audience: Audience) -> str:
    """The line above a quote that binds only some people."""
    return f"From the part for {audience.label} only:"


def read_under(kind: ClauseKind, lead_in: str) -> str:
    """The line above a list item or a table row, which can't be understood without it."""
    if kind is ClauseKind.TABLE_ROW:
        header, _, label = lead_in.partition("\n")
        below = f", under “{label}”" if label else ""
        return f"In the table “{header}”{below}:"
    return f"Under “{lead_in}”"


def person(contact: str) -> str:
    """How a person is reached."""
    return f"A person can help: write to {contact}."


def handoff(contact: str) -> str:
    """The reply to somebody who wants a person."""
    return f"Of course. A person reads what you write to {contact}."


def intake(right: Right, *, told: bool, files: bool) -> str:
    """The line above the clauses on how a right is used; ``told`` where there are any.

    ``files`` where it can be filed here.
    """
    can = "I can file it for you." if files else "I can't file it myself."
    recognized = f"That is a request {_DEEDS[right]}. {can}"
    if told:
        return f"{recognized} This is what the privacy policy says about it:"
    return f"{recognized} The privacy policy doesn't say how to make it."

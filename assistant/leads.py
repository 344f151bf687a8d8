"""What is said around the replies to the parts of a message; nothing in it is the shopper's.

What grows together with a reviewed answer stays in English, as that is.
"""

from assistant.catalogues import Sentence, say

SO = "That is so"
NOT_SO = "That is not so"
GRANTED = "One thing that you take for granted is not so"
UNSURE = "About one thing that you take for granted: "
NO_CLAUSE = Sentence("About what you say is in the policy: I find no clause that says so.")
ONE_REQUEST = Sentence(
    "I take one request at a time: please make the other one when this one is done."
)
LEFT = Sentence("That was more than I answer at once. Please ask the rest again.")
CHOICE = Sentence("That may be one of these; ask me the one you mean:")
_PLACES = (
    Sentence("To your first question:"), Sentence("To your second question:"),
    Sentence("To your third question:"), Sentence("To your fourth question:"),
)  # fmt: skip


def to_question(place: int, *, of: int) -> str:
    """The line above the reply to the question at this place, counted from 0."""
    return _PLACES[place]() if of > 1 else say("To your question:")

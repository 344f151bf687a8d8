"""What is said around the replies to the parts of a message; nothing in it is the shopper's."""

SO = "That is so"
NOT_SO = "That is not so"
GRANTED = "One thing that you take for granted is not so"
UNSURE = "About one thing that you take for granted: "
NO_CLAUSE = "About what you say is in the policy: I find no clause that says so."
ONE_REQUEST = "I take one request at a time: please make the other one when this one is done."
LEFT = "That was more than I answer at once. Please ask the rest again."
CHOICE = "That may be one of these; ask me the one you mean:"
_PLACES = ("first", "second", "third", "fourth")


def to_question(place: int, *, of: int) -> str:
    """The line above the reply to the question at this place, counted from 0."""
    return f"To your {_PLACES[place]} question:" if of > 1 else "To your question:"

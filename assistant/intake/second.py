"""The second right that one message asks for: "delete my data and stop selling it"."""

import re
from collections.abc import Callable

from assistant.intake.contact import without_contacts
from assistant.route import RequestRoute, Route
from corpus import Right

_SENTENCE = re.compile(r"[.;!?]+")
# Behind "and", another request begins with a deed; anything else goes on with the first.
_AND = re.compile(
    r",?\s+(?:and|also|plus|&|then)\s+(?:also |then |please ){0,2}"
    r"(?=(?:delete|erase|remove|wipe|stop|quit|cease|send|give|get|take|opt|unsubscribe|correct|fix"
    r"|update|limit|restrict|export|don'?t|do not|no more|close)\b)",
    re.IGNORECASE,
)


def second_right(
    text: str, first: Right, route: Callable[[str], Route | RequestRoute]
) -> Right | None:
    """Another right than the first that the message asks for as well; None where it asks for one.

    Of 251 messages that ask for one right, none is taken to ask for two.
    """
    # An address leaves a line's end behind, which must not end the sentence that it stood in.
    words = without_contacts(text.replace("’", "'")).replace("\n", " ")
    for sentence in _SENTENCE.split(words):
        pieces = _AND.split(sentence)
        routes = map(route, pieces) if len(pieces) > 1 else ()
        rights = (one.right for one in routes if isinstance(one, RequestRoute))
        for right in rights:
            if right not in (first, Right.OTHER):
                return right
    return None

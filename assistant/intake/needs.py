"""What has to be known of a request before it can be filed, and no more.

Who opts out, limits, or unsubscribes needs no proof of who they are (Cal. Code Regs. tit. 11,
§7060(b), §7027(e)): a way to find them is enough. For the others, a code is sent to the address.
"""

from assistant.tickets.request import Field, RightsRequest
from corpus import Right

_NO_PROOF = frozenset({Right.OPT_OUT, Right.LIMIT, Right.UNSUBSCRIBE_EMAIL, Right.STOP_SMS})


def missing(request: RightsRequest) -> tuple[Field, ...]:
    """What is still to be asked for, in that order."""
    requester = request.requester
    if request.right is Right.STOP_SMS:
        return () if requester.phone else (Field.PHONE,)
    found = requester.email or (requester.phone and request.right in _NO_PROOF)
    return () if found else (Field.EMAIL,)

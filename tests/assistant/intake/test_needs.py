import pytest

from assistant.intake.needs import missing
from assistant.tickets.request import Field, Requester, RightsRequest
from corpus import Right

EMAIL = Requester(email="ana@example.com")
PHONE = Requester(phone="212-555-0148")


@pytest.mark.parametrize("right", sorted(set(Right) - {Right.STOP_SMS}))
def test_an_address_is_enough(right: Right) -> None:
    assert missing(RightsRequest(right=right)) == (Field.EMAIL,)
    assert missing(RightsRequest(right=right, requester=EMAIL)) == ()


@pytest.mark.parametrize("right", [Right.OPT_OUT, Right.LIMIT, Right.UNSUBSCRIBE_EMAIL])
def test_who_need_not_prove_anything_may_give_a_number_instead(right: Right) -> None:
    assert missing(RightsRequest(right=right, requester=PHONE)) == ()


def test_a_code_can_be_sent_to_an_address_only() -> None:
    assert missing(RightsRequest(right=Right.DELETE, requester=PHONE)) == (Field.EMAIL,)


def test_texts_stop_at_a_number() -> None:
    request = RightsRequest(right=Right.STOP_SMS, requester=EMAIL)
    assert missing(request) == (Field.PHONE,)
    assert missing(RightsRequest(right=Right.STOP_SMS, requester=PHONE)) == ()

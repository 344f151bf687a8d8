import pytest

from corpus import Verdict
from evals.stated_verdict import stated_verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Yes, we do.", Verdict.YES),
        ("yes", Verdict.YES),
        ("\n YES: always", Verdict.YES),
        ("No, we don't.", Verdict.NO),
        ("No.", Verdict.NO),
        ("No – never.", Verdict.NO),
        ("It depends on where you live.", Verdict.DEPENDS),
        ("That depends.", Verdict.DEPENDS),
        ("Yes and no.", Verdict.DEPENDS),
        ("Partly.", Verdict.DEPENDS),
        ("In part, yes.", Verdict.DEPENDS),
        ("Sometimes", Verdict.DEPENDS),
        ("Only if you live in California.", Verdict.DEPENDS),
        ("No one can see it.", None),
        ("No-one can see it.", None),
        ("No doubt about that.", None),
        ("Nothing is sold.", None),
        ("Not at all.", None),
        ("None of it.", None),
        ("November is when it was written.", None),
        ("Yesterday we did.", None),
        ("Yesno", None),
        ("It does not depend.", None),
        ("Here is what the policy says: “Yes, we do.”", None),
        ("“No, we don't.”", None),
        ("", None),
    ],
)
def test_a_verdict_is_what_a_reply_begins_with(text: str, verdict: Verdict | None) -> None:
    assert stated_verdict(text) is verdict

"""The rights that a policy gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import MalformedPolicy, Policy, PolicyRights, Right, Shelf
from corpus.rights import read_rights

PATH = Path("rights.yaml")


@pytest.fixture
def policy(read: Callable[[str], Policy]) -> Policy:
    return read("We delete your data.\n\nWe sell no data.\n")


def test_a_right_holds_its_clauses_in_the_order_given(policy: Policy) -> None:
    rights = read_rights("delete: [shop/2, shop/1]\nlimit: []\n", policy, path=PATH)
    assert rights.clauses == {Right.DELETE: ("shop/2", "shop/1"), Right.LIMIT: ()}
    assert rights.promises == {}


def test_a_right_may_promise_to_be_acted_on_by_a_time(policy: Policy) -> None:
    rights = read_rights(
        "delete:\n  clauses: [shop/1]\n  promises:\n"
        "    - {what: confirm receipt, within: 10 business days, clause: shop/2}\n"
        "    - {what: answer, within: 1 day, clause: shop/1}\n",
        policy, path=PATH,
    )  # fmt: skip
    assert rights.clauses == {Right.DELETE: ("shop/1",)}
    confirm, answer = rights.promises[Right.DELETE]
    assert (confirm.what, confirm.days, confirm.business) == ("confirm receipt", 10, True)
    assert (answer.days, answer.business, answer.clause_id) == (1, False, "shop/1")


def test_an_empty_file_gives_no_rights(policy: Policy) -> None:
    assert read_rights("# none yet\n", policy, path=PATH) == PolicyRights()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("delete: [", "not YAML"),
        ("delete: 2024-13-45", "not YAML"),
        ("- delete", "one right a key"),
        ("forget: [shop/1]", "'forget' is no right; the rights are know, "),
        ("1: [shop/1]", "1 is no right"),
        ("delete: shop/1", "'delete' must have a list"),
        ("delete:", "'delete' must have a list"),
        ("delete: [shop/9]", "'delete' names the unknown clause 'shop/9'"),
        ("delete: [shop/1: note]", "'delete' names the unknown clause"),
        ("delete: [[shop/1]]", "'delete' names the unknown clause"),
        ("delete: {clauses: [shop/1], times: []}", "'delete' must have a list"),
        ("delete: {promises: 45 days}", "'delete' must have a list"),
        ("delete: {promises: [45 days]}", "a promise has what, within and clause"),
        ("delete: {promises: [{what: answer, within: soon, clause: shop/1}]}", "'soon' is no time"),
        ("delete: {promises: [{what: call, within: 1 day, clause: shop/1}]}", "'call' is none of"),
        ("delete: {promises: [{what: answer, within: 1 day, clause: shop/9}]}", "'shop/9'"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(policy: Policy, content: str, problem: str) -> None:
    with pytest.raises(MalformedPolicy, match=problem) as refused:
        read_rights(content, policy, path=PATH)
    assert "\n" not in str(refused.value)
    assert "rights.yaml" in str(refused.value)


def test_a_policy_without_the_file_has_no_rights(shelf: Shelf) -> None:
    assert shelf.rights(shelf.load("shop")) == PolicyRights()

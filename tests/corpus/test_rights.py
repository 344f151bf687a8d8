"""The rights that a policy gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import MalformedPolicy, Policy, Right, Shelf
from corpus.rights import read_rights

PATH = Path("rights.yaml")


@pytest.fixture
def policy(read: Callable[[str], Policy]) -> Policy:
    return read("We delete your data.\n\nWe sell no data.\n")


def test_a_right_holds_its_clauses_in_the_order_given(policy: Policy) -> None:
    rights = read_rights("delete: [shop/2, shop/1]\nlimit: []\n", policy, path=PATH)
    assert rights == {Right.DELETE: ("shop/2", "shop/1"), Right.LIMIT: ()}


def test_an_empty_file_gives_no_rights(policy: Policy) -> None:
    assert read_rights("# none yet\n", policy, path=PATH) == {}


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
    ],
)
def test_a_bad_file_is_refused_in_one_line(policy: Policy, content: str, problem: str) -> None:
    with pytest.raises(MalformedPolicy, match=problem) as refused:
        read_rights(content, policy, path=PATH)
    assert "\n" not in str(refused.value)
    assert "rights.yaml" in str(refused.value)


def test_a_policy_without_the_file_has_no_rights(shelf: Shelf) -> None:
    assert shelf.rights(shelf.load("shop")) == {}

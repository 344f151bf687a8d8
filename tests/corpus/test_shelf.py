"""The folder in which policies stand."""

from pathlib import Path

import pytest

from corpus import MalformedPolicy, Shelf, UnknownClause, UnknownPolicy


def test_a_policy_is_loaded_by_the_name_of_its_folder(shelf: Shelf) -> None:
    assert shelf.load("shop").company == "Shop"


def test_the_policies_are_listed_in_order(shelf: Shelf) -> None:
    (shelf.folder / "art").mkdir()
    (shelf.folder / "art" / "policy.md").touch()
    (shelf.folder / "empty").mkdir()
    assert shelf.policy_ids() == ["art", "shop"]


@pytest.mark.parametrize(
    "policy_id", ["other", "", ".", "..", "../shop", "shop/", "shop/../shop", "a/b", "SHOP", "\0"]
)
def test_an_unknown_policy_is_refused_with_the_known_ones(shelf: Shelf, policy_id: str) -> None:
    with pytest.raises(UnknownPolicy, match="Policies on the shelf: shop"):
        shelf.load(policy_id)


def test_a_policy_outside_the_shelf_is_not_reached(shelf: Shelf, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "policy.md").write_bytes((shelf.folder / "shop" / "policy.md").read_bytes())
    with pytest.raises(UnknownPolicy):
        shelf.load("../outside")


def test_a_missing_shelf_holds_no_policies(tmp_path: Path) -> None:
    with pytest.raises(UnknownPolicy, match="Policies on the shelf: none"):
        Shelf(tmp_path / "nowhere").load("shop")


def test_a_policy_in_a_folder_of_another_name_is_refused(shelf: Shelf) -> None:
    (shelf.folder / "shop").rename(shelf.folder / "store")
    with pytest.raises(MalformedPolicy, match="policy_id is 'shop' but its folder is 'store'"):
        shelf.load("store")


def test_a_policy_without_its_source_has_none(shelf: Shelf) -> None:
    (shelf.folder / "shop" / "source.txt").unlink()
    assert shelf.source("shop") is None


def test_an_unknown_clause_is_refused_with_near_ones(shelf: Shelf) -> None:
    with pytest.raises(UnknownClause, match=r"Did you mean shop/sharing/1\?"):
        shelf.load("shop").clause("shop/sharing/2")


def test_any_changed_word_changes_the_digest_of_a_policy(shelf: Shelf) -> None:
    before = shelf.load("shop").sha256
    path = shelf.folder / "shop" / "policy.md"
    path.write_text(path.read_text().replace("no data", "all data"))
    assert shelf.load("shop").sha256 != before

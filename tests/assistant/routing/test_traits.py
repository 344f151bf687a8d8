from assistant.routing.traits import KINDS, traits


def test_a_message_has_words_parts_of_words_and_a_form() -> None:
    told = traits("Delete it?")
    assert {"w:delete", "w:delete it", "w:delete it ?", "w:?", "p: d", "p:elet", "p:it ",
            "f:first_order", "f:mark_last"} <= told  # fmt: skip


def test_every_trait_is_of_a_kind() -> None:
    assert {trait[0] for trait in traits("Could you delete it, please?")} == set(KINDS)


def test_no_run_is_longer_than_three_words_and_no_part_than_five_letters() -> None:
    told = traits("remove everything that you have")
    assert max(len(trait[2:].split(" ")) for trait in told if trait[0] == "w") == 3
    assert {len(trait[2:]) for trait in told if trait[0] == "p"} == {2, 3, 4, 5}


def test_a_pause_is_in_no_run_of_words() -> None:
    assert "w:ok delete" in traits("ok, delete")


def test_an_empty_message_has_a_form() -> None:
    assert traits("") == {"f:empty"}

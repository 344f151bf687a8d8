import pytest

from assistant.pieces import asks, questions, sentences


def test_what_is_asked_about_the_same_again_goes_on_with_it() -> None:
    assert questions("Do you sell data? Will you sell it? And do you use cookies?") == (
        "Do you sell data? Will you sell it?", "do you use cookies?",
    )  # fmt: skip


def test_what_a_later_question_went_on_with_is_not_new_any_more() -> None:
    message = "Do you sell data? My card? Do you keep my card? Is my card kept?"
    assert questions(message) == (
        "Do you sell data? My card?",
        "Do you keep my card? Is my card kept?",
    )


def test_what_is_told_goes_with_the_question_behind_it() -> None:
    assert questions("Do you sell data? I own a dog. Do you use cookies?") == (
        "Do you sell data?", "I own a dog. Do you use cookies?",
    )  # fmt: skip


def test_what_is_told_at_the_end_is_no_question() -> None:
    message = "Do you sell data? Do you use cookies? I hate cookies."
    assert questions(message) == ("Do you sell data?", "Do you use cookies?")


def test_a_thing_that_was_named_is_asked_about_in_the_next_sentence() -> None:
    assert questions("How about cookies? Do you sell cookies?") == (
        "How about cookies?", "Do you sell cookies?",
    )  # fmt: skip
    assert len(questions("How about cookies? Do you sell them?")) == 1


@pytest.mark.parametrize("mark", ["{}.", "{})", "({})", "Q{}", "question {}:"])
def test_a_list_counts_from_one(mark: str) -> None:
    items = [f"{mark.format(number)} is data sold" for number in (1, 2)]
    assert questions(" ".join(items)) == ("is data sold", "is data sold")
    wrong = " ".join(f"{mark.format(number)} is data sold" for number in (1, 3))
    assert questions(wrong) == (wrong,)


@pytest.mark.parametrize("marks", [("a)", "b)"), ("(i)", "(ii)"), ("one:", "two:")])
def test_a_list_counts_by_letters_and_words_too(marks: tuple[str, str]) -> None:
    first, second = marks
    assert questions(f"{first} is data sold {second} is it kept") == ("is data sold", "is it kept")


@pytest.mark.parametrize("bullet", ["-", "*", "•"])
def test_a_list_has_bullets_or_numbers(bullet: str) -> None:
    assert questions(f"hi\n{bullet} data sold?\n{bullet} data kept?") == (
        "data sold?",
        "data kept?",
    )


def test_one_item_is_no_list() -> None:
    assert questions("1. is data sold") == ("1. is data sold",)


def test_items_of_a_word_are_no_questions() -> None:
    assert questions("Which do you have: a) rings b) chains") == (
        "Which do you have: a) rings b) chains",
    )


def test_items_of_nothing_but_links_are_no_questions() -> None:
    assert len(questions("1. is data sold 2. and also")) == 1


def test_a_clause_reported_is_asked_for_by_itself() -> None:
    assert questions("I wonder if you sell data, and whether you use cookies") == (
        "I wonder if you sell data", "tell me whether you use cookies",
    )  # fmt: skip


def test_what_is_asked_outright_behind_a_reported_clause_stays_as_it_is() -> None:
    assert questions("tell me if you sell data, and do you use cookies") == (
        "tell me if you sell data", "do you use cookies",
    )  # fmt: skip


def test_what_is_told_before_a_reported_clause_is_no_question() -> None:
    message = "I keep a diary, which is what I do, and I'd like to know if you sell data"
    assert questions(message) == (message,)


def test_clauses_about_the_same_go_together_without_a_mark_too() -> None:
    assert questions("do you sell data and do you sell cards and do you use cookies") == (
        "do you sell data", "do you sell cards", "do you use cookies",
    )  # fmt: skip
    assert questions("do you sell data and will you sell mine and do you use cookies") == (
        "do you sell data will you sell mine", "do you use cookies",
    )  # fmt: skip


def test_one_question_is_the_message_as_it_was_typed() -> None:
    assert questions("so, do you sell data,") == ("so, do you sell data,",)


def test_what_is_told_in_the_same_sentence_stays_joined_to_its_question() -> None:
    assert questions("My card is mine and do you sell it? Do you use cookies?") == (
        "My card is mine and do you sell it?", "Do you use cookies?",
    )  # fmt: skip


def test_orders_alone_are_left_together() -> None:
    message = "Delete my account. Unsubscribe my e-mail."
    assert questions(message) == (message,)
    assert len(questions("Delete my account. Unsubscribe my e-mail. Do you use cookies?")) == 3


@pytest.mark.parametrize(
    ("clause", "asking"),
    [
        ("so do you sell it", True), ("and who gets it", True), ("you sell it?", True),
        ("if you leave, what happens to it", True), ("delete my data", True),
        ("you sell it", False), ("what you have is mine", False), ("I sell rings", False),
        ("if you leave, I cry", False),
    ],
)  # fmt: skip
def test_a_question_is_known_by_how_it_begins_or_ends(clause: str, asking: bool) -> None:
    assert asks(clause) is asking


def test_sentences_end_without_capitals_but_not_in_abbreviations() -> None:
    assert sentences("who sees it. e.g. my name! ok\nbye") == [
        "who sees it.", "e.g. my name!", "ok", "bye",
    ]  # fmt: skip

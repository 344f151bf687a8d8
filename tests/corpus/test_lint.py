"""What is wrong with a policy."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import Policy, Shelf
from corpus.lint import Finding, Severity, check

Read = Callable[[str], Policy]


def findings(policy: Policy) -> list[Finding]:
    return check(policy, policy.text)


def rules(policy: Policy) -> list[str]:
    return [finding.rule for finding in findings(policy)]


def test_a_clean_policy_has_no_findings(shelf: Shelf) -> None:
    assert check(shelf.load("shop"), shelf.source("shop")) == []


def test_the_shipped_policy_has_flaws_of_its_own_and_no_errors(
    crypjama: Policy, source: str
) -> None:
    found = check(crypjama, source)
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert {finding.rule for finding in found} == {
        "placeholder", "dead-link", "foreign-address", "missing-date",
    }  # fmt: skip


def test_a_lost_word_is_an_error(read: Read) -> None:
    [finding] = check(read("We sell data.\n"), "We never sell data.")
    assert (finding.rule, finding.severity) == ("fidelity", Severity.ERROR)
    assert finding.message == "word 1: lost 'never'"


def test_a_policy_without_its_source_is_a_warning(read: Read) -> None:
    [finding] = check(read("We sell data.\n"), None)
    assert (finding.rule, finding.severity) == ("fidelity", Severity.WARNING)


def test_a_double_id_is_an_error(read: Read) -> None:
    policy = read("One.\n\nTwo.\n")
    first, second = policy.clauses
    double = replace(policy, clauses=(first, replace(second, clause_id=first.clause_id)))
    assert rules(double) == ["unique-ids"]


@pytest.mark.parametrize("change", [{"start": 1}, {"text": "Something else."}])
def test_a_span_that_does_not_hold_its_text_is_an_error(
    read: Read, change: dict[str, int | str]
) -> None:
    policy = read("One.\n")
    moved = replace(policy, clauses=(replace(policy.clauses[0], **change),))
    [finding] = findings(moved)
    assert (finding.rule, finding.severity) == ("spans", Severity.ERROR)


def test_overlapping_clauses_are_an_error(read: Read) -> None:
    policy = read("One.\n")
    twice = (policy.clauses[0], replace(policy.clauses[0], clause_id="shop/2"))
    assert rules(replace(policy, clauses=twice)) == ["spans"]


def test_an_empty_list_item_is_an_error(read: Read) -> None:
    assert rules(read("- one\n-\n")) == ["spans"]


@pytest.mark.parametrize("words", ["[insert address]", "TBD", "XXXX", "Lorem ipsum"])
def test_a_placeholder_is_found(read: Read, words: str) -> None:
    [finding] = findings(read(f"Write to {words} please.\n"))
    assert (finding.rule, finding.clause_id) == ("placeholder", "shop/1")
    assert words in finding.message


@pytest.mark.parametrize(
    "words", ["To opt out, click here.", "See the notice here.", "Use the link below."]
)
def test_a_link_that_leads_nowhere_is_found(read: Read, words: str) -> None:
    assert rules(read(f"{words}\n")) == ["dead-link"]


def test_link_words_before_an_address_are_fine(read: Read) -> None:
    assert rules(read("To opt out, click here (https://shop.example/out).\n")) == []


@pytest.mark.parametrize("address", ["mail@shop.example", "mail@help.shop.example"])
def test_an_address_of_the_company_is_fine(read: Read, address: str) -> None:
    assert rules(read(f"Write to {address}.\n")) == []


@pytest.mark.parametrize("address", ["mail@othershop.example", "mail@shop.example.evil.test"])
def test_an_address_of_another_company_is_found(read: Read, address: str) -> None:
    [finding] = findings(read(f"Write to {address}.\n"))
    assert (finding.rule, finding.clause_id) == ("foreign-address", "shop/1")
    assert address in finding.message


def test_an_address_of_a_named_authority_is_fine(read: Read) -> None:
    policy = replace(read("Write to mail@dca.example.\n"), public_authorities=("dca.example",))
    assert rules(policy) == []


def test_a_promised_date_that_is_missing_is_found(read: Read) -> None:
    assert rules(read("See the last updated date at the end.\n")) == ["missing-date"]


@pytest.mark.parametrize("date", ["May 1, 2024", "2024-05-01", "5/1/2024"])
def test_a_promised_date_that_stands_there_is_fine(read: Read, date: str) -> None:
    assert rules(read(f"See the last updated date at the end.\n\nUpdated {date}\n")) == []


def test_errors_stand_before_warnings(read: Read) -> None:
    found = check(read("Write to [address].\n"), "Write.")
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING]

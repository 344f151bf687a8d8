from dataclasses import replace

import pytest

from corpus import Policy
from evals.cited import Cited
from evals.publish.clause_view import ClauseView, cited_clauses, label, whole_clauses
from tests.evals.publish.conftest import CHANGES, CHILDREN, KNOW, asked, cite

CASE = asked("kids", "May kids shop?", core=[CHILDREN])


def seen(policy: Policy, cited: Cited) -> ClauseView:
    (clause,) = cited_clauses(policy, CASE, (cited,))
    return clause


def test_a_quote_stands_apart_in_its_whole_clause(policy: Policy) -> None:
    clause = policy.clause(CHILDREN)
    span = {"start": clause.start + 3, "end": clause.start + 20}
    view = seen(policy, replace(cite(policy, CHILDREN), **span))
    assert (view.before, view.quoted) == (clause.text[:3], clause.text[3:20])
    assert view.before + view.quoted + view.after == clause.text


def test_a_quote_of_a_list_runs_on_to_its_items(policy: Policy) -> None:
    last = policy.items_under(KNOW)[-1]
    view = seen(policy, replace(cite(policy, KNOW), end=last.end))
    assert view.quoted.startswith(policy.clause(KNOW).text)
    assert view.quoted.endswith(last.text)


@pytest.mark.parametrize(("start", "end"), [(0, 10**9), (-50, 3), (10**9, 10**9 + 5)])
def test_a_span_beyond_its_clause_shows_no_more_than_the_clause(
    policy: Policy, start: int, end: int
) -> None:
    view = seen(policy, replace(cite(policy, CHILDREN), start=start, end=end))
    assert view.before + view.quoted + view.after == policy.clause(CHILDREN).text


def test_a_clause_that_is_not_in_the_policy_is_said_to_be_none(policy: Policy) -> None:
    cited = Cited(clause_id="nowhere/1", start=-5, end=4, covers=frozenset())
    view = seen(policy, cited)
    assert view.place == "The policy has no such clause"
    assert view.quoted == policy.text[:4]


def test_what_the_labels_say_of_a_citation_is_told_in_words(policy: Policy) -> None:
    accepting = replace(CASE, accept=frozenset({CHANGES}))
    free = replace(CASE, core=frozenset(), accept=None)
    assert label(accepting, cite(policy, CHILDREN)) == "core"
    assert label(accepting, cite(policy, CHANGES)) == "accepted"
    assert label(CASE, cite(policy, CHANGES)) == "not accepted"
    assert label(free, cite(policy, CHANGES)) == "not judged"


def test_a_table_row_stands_under_its_columns(policy: Policy) -> None:
    (view,) = whole_clauses(policy, ["crypjama/california/categories/a-identifiers"])
    assert view.place.endswith("Category of Personal Information | Examples | Collected")

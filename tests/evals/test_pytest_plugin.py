"""``pytest`` on files of cases, run by a pytest inside this one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import Policy
from evals import opening
from evals.baseline import write_baseline
from evals.case_file import read_cases
from evals.runner import run_case
from evals.target import Target
from tests.evals.fake_target import FakeTarget

pytest_plugins = ["pytester"]

CASES = """
- id: passes
  turns: [hello, Do you sell my data?]
  kind: answer
  core: [crypjama/california/sharing/5]
  tags: [selling, right-to-know]

- id: fails
  turns: What is it made of?
  kind: small_talk
  tags: [selling]

- id: talks
  turns: hello
  kind: small_talk
  tags: [short]
"""


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The targets that were closed, by address; none of them takes long to open."""
    closed: list[str | None] = []

    @contextmanager
    def opened(url: str | None, policy: Policy) -> Iterator[Target]:  # noqa: ARG001 -- as the real one
        yield FakeTarget()
        closed.append(url)

    monkeypatch.setattr(opening, "opened_target", opened)
    return closed


@pytest.fixture
def cases(pytester: pytest.Pytester, closed: list[str | None]) -> Path:  # noqa: ARG001 -- it stands in
    """A file of cases where the plugin looks for them."""
    folder = pytester.mkdir("gold") / "shop"
    folder.mkdir()
    path = folder / "cases.yaml"
    path.write_text(CASES)
    return path


def ran(pytester: pytest.Pytester, *words: object) -> pytest.RunResult:
    given = ("-p", "evals.pytest_plugin", "--evals-baseline", "baseline.json", *map(str, words))
    # A plugin that would be imported for every run anew, which takes a second.
    given = ("-p", "no:hypothesispytest", *given)
    return pytester.runpytest_inprocess(*given)


def accept(cases: Path, policy: Policy) -> None:
    """Make what the target says now the baseline."""
    case_set = read_cases(policy, str(cases))
    outcomes = {
        case.case_id: run_case(case, FakeTarget(), seconds=20).outcome(case, policy)
        for case in case_set.cases
    }
    write_baseline(Path("baseline.json"), case_set, policy, outcomes=outcomes, figures=[])


@pytest.mark.usefixtures("cases")
def test_each_case_is_a_test(pytester: pytest.Pytester) -> None:
    result = ran(pytester, "-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*cases.yaml*::passes PASSED*", "*cases.yaml*::fails FAILED*"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.usefixtures("cases")
def test_a_case_that_fails_tells_what_was_typed_said_and_wrong(pytester: pytest.Pytester) -> None:
    result = ran(pytester, "-k", "fails")
    result.stdout.fnmatch_lines([
        "> What is it made of?*",
        "The policy does not say.*",
        "- *reply is of *kind abstention, not small*talk*",
        "FAILED gold/shop/cases.yaml::fails*",
    ])  # fmt: skip
    assert "Traceback" not in result.stdout.str()


def test_a_case_that_fails_in_the_baseline_too_is_expected_to(
    pytester: pytest.Pytester, cases: Path, policy: Policy
) -> None:
    accept(cases, policy)
    result = ran(pytester)
    result.assert_outcomes(passed=2, xfailed=1)
    assert result.ret == pytest.ExitCode.OK


def test_no_case_may_fail_where_that_is_asked_for(
    pytester: pytest.Pytester, cases: Path, policy: Policy
) -> None:
    accept(cases, policy)
    ran(pytester, "--evals-strict").assert_outcomes(passed=2, failed=1)


def test_a_case_that_is_asked_in_other_words_is_not_in_the_baseline(
    pytester: pytest.Pytester, cases: Path, policy: Policy
) -> None:
    accept(cases, policy)
    cases.write_text(CASES.replace("made of", "really made of"))
    ran(pytester).assert_outcomes(passed=2, failed=1)


def test_the_baseline_is_judged_by_the_labels_of_now(
    pytester: pytest.Pytester, cases: Path, policy: Policy
) -> None:
    accept(cases, policy)
    cases.write_text(
        CASES.replace("kind: small_talk\n  tags: [selling]", "kind: abstention\n  tags: [t]")
    )
    ran(pytester).assert_outcomes(passed=3)


def test_a_baseline_that_is_none_is_a_usage_error(pytester: pytest.Pytester, cases: Path) -> None:
    (cases.parents[2] / "baseline.json").write_text(json.dumps({"a": 1}))
    result = ran(pytester)
    assert result.ret != pytest.ExitCode.OK
    told = result.stdout.str() + result.stderr.str()
    assert "baseline.json can't be read as a run" in told
    assert "Traceback" not in told


@pytest.mark.usefixtures("cases")
def test_an_unknown_policy_is_a_usage_error(pytester: pytest.Pytester) -> None:
    result = ran(pytester, "--evals-policy", "nobody")
    assert result.ret != pytest.ExitCode.OK
    told = result.stdout.str() + result.stderr.str()
    assert "There is no policy 'nobody'" in told
    assert "Traceback" not in told


def test_a_file_that_is_not_fit_for_use_is_an_error_that_names_the_line(
    pytester: pytest.Pytester, cases: Path
) -> None:
    cases.write_text(CASES.replace("sharing/5", "sharing/55"))
    result = ran(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*cases.yaml:5: core: policy crypjama has no clause *sharing/55*"])
    assert "Traceback" not in result.stdout.str()


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("option", ["-m", "-k"])
@pytest.mark.parametrize(
    ("expression", "chosen"),
    [("selling", 2), ("short", 1), ("right-to-know", 1), ("selling and not right-to-know", 1)],
)
def test_tags_choose_cases(
    pytester: pytest.Pytester, option: str, expression: str, chosen: int
) -> None:
    result = ran(pytester, "--collect-only", option, expression, "--strict-markers")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines([f"*{chosen}/3 tests collected*"])


@pytest.mark.usefixtures("cases")
def test_a_case_is_chosen_by_its_name(pytester: pytest.Pytester) -> None:
    ran(pytester, "gold/shop/cases.yaml::passes").assert_outcomes(passed=1)


def test_other_yaml_is_let_be(pytester: pytest.Pytester, cases: Path) -> None:
    root = cases.parents[2]
    for path in (root / "a.yaml", root / "gold" / "b.yaml", cases.with_suffix(".yml")):
        path.write_text("- id: none of ours\n")
    (root / "gold" / "shop" / "deep").mkdir()
    (root / "gold" / "shop" / "deep" / "c.yaml").write_text("{")
    ran(pytester, "-k", "passes or talks").assert_outcomes(passed=2, deselected=1)


@pytest.mark.usefixtures("cases")
def test_a_target_is_opened_once_and_closed_in_the_end(
    pytester: pytest.Pytester, closed: list[str | None]
) -> None:
    ran(pytester, "--evals-target", "http://shop.example")
    assert closed == ["http://shop.example"]


@pytest.mark.usefixtures("cases")
def test_collecting_opens_no_target(pytester: pytest.Pytester, closed: list[str | None]) -> None:
    ran(pytester, "--collect-only")
    assert closed == []


def test_the_shipped_cases_are_found_where_they_lie(pytestconfig: pytest.Config) -> None:
    """``evals/conftest.py`` brings the plugin."""
    from evals import conftest, pytest_plugin

    assert conftest.pytest_collect_file is pytest_plugin.pytest_collect_file
    assert (pytestconfig.rootpath / "evals" / "gold" / "crypjama").is_dir()

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy, Verdict
from evals.case import Assertion, AssertionType, Case
from evals.case_file import read_case_files, read_cases
from evals.errors import MalformedCases, UnknownSet
from tests.evals.examples import shop

HELLO = "- id: hello\n  turns: hi\n  kind: small_talk\n  tags: [greeting]\n"
SELLING = """- id: selling
  turns: do you sell data?
  kind: answer
  core: [shop/selling/1]
  tags: [selling]
"""
DELETION = """- id: deletion
  turns: delete what you have of me
  kind: [rights_intake, rights_ticket]
  request:
    right: delete
  tags: [deletion]
"""

Told = Callable[..., list[tuple[int, str]]]


@pytest.fixture(scope="module")
def tiny() -> Policy:
    return shop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the sets are; one is called shop."""
    (tmp_path / "shop").mkdir()
    return tmp_path


@pytest.fixture
def told(tmp_path: Path, tiny: Policy) -> Told:
    """What is told of a file, by line."""

    def read(*parts: str) -> list[tuple[int, str]]:
        path = tmp_path / "cases.yaml"
        path.write_text("".join(parts), encoding="utf-8")
        _, faults = read_case_files([path], tiny)
        assert {fault.path for fault in faults} <= {path}
        return [(fault.line, fault.problem) for fault in faults]

    return read


@pytest.fixture
def only(tmp_path: Path, tiny: Policy) -> Callable[[str], Case]:
    """The case that a file holds."""

    def read(content: str) -> Case:
        path = tmp_path / "cases.yaml"
        path.write_text(content, encoding="utf-8")
        [case], faults = read_case_files([path], tiny)
        assert faults == []
        return case

    return read


def test_a_case_is_read_with_all_that_is_said_of_it(only: Callable[[str], Case]) -> None:
    written = """
- id: whole
  turns: [hello, "and do you sell, data?"]
  kind: [answer, abstention]
  reason: [policy_silent, outside_policy]
  verdict: no
  core: [shop/selling/1]
  accept: [shop/collecting/1]
  assert:
    - type: icontains-any
      value: [sell, 007]
    - {type: regex, value: "no +data"}
  tags: [selling, follow-up]
"""
    assert only(written) == Case(
        case_id="whole",
        turns=("hello", "and do you sell, data?"),
        kinds=(ReplyKind.ANSWER, ReplyKind.ABSTENTION),
        reasons=(Reason.POLICY_SILENT, Reason.OUTSIDE_POLICY),
        verdict=Verdict.NO,
        core=frozenset({"shop/selling/1"}),
        accept=frozenset({"shop/collecting/1"}),
        assertions=(
            Assertion(type=AssertionType.ICONTAINS_ANY, values=("sell", "007")),
            Assertion(type=AssertionType.REGEX, values=("no +data",)),
        ),
        tags=("selling", "follow-up"),
    )


def test_a_lone_word_is_a_list_of_one(only: Callable[[str], Case]) -> None:
    case = only("- {id: a, turns: hi, kind: abstention, reason: unsafe, tags: [x]}")
    assert (case.turns, case.kinds, case.reasons) == (
        ("hi",), (ReplyKind.ABSTENTION,), (Reason.UNSAFE,),
    )  # fmt: skip


@pytest.mark.parametrize("word", ["yes", "no", "depends", "states"])
def test_a_verdict_needs_no_quotation_marks(only: Callable[[str], Case], word: str) -> None:
    assert only(f"{SELLING}  verdict: {word}\n").verdict == word


def test_a_request_is_read_with_what_was_said_of_it_alone(only: Callable[[str], Case]) -> None:
    case = only(DELETION.replace("delete\n  tags", "delete\n    order: 00123\n  tags"))
    assert case.request == {"right": "delete", "order": "00123"}


def test_citations_are_judged_where_core_or_accept_is_given(only: Callable[[str], Case]) -> None:
    assert only(HELLO).accept is None
    assert only(SELLING).accept == frozenset()
    assert only(f"{HELLO}  accept: []\n").accept == frozenset()


def test_a_pattern_stands_for_all_clauses_that_it_matches(only: Callable[[str], Case]) -> None:
    case = only(f"{SELLING}  accept: [shop/collecting/1.*, shop/collecting/1.1]\n")
    assert case.accept == {"shop/collecting/1.1", "shop/collecting/1.2"}


@pytest.mark.parametrize("content", ["", "# later\n", "[]\n"])
def test_an_empty_file_is_told(told: Told, content: str) -> None:
    assert told(content) == [(1, "the file holds no case")]


@pytest.mark.parametrize("content", ["id: hello\n", "hello\n", "cases:\n" + HELLO])
def test_a_file_that_is_no_list_is_told(told: Told, content: str) -> None:
    assert told(content) == [(1, "a file of cases is a list; begin each case with '- id:'")]


def test_a_malformed_file_is_told_once(told: Told) -> None:
    [(line, problem)] = told(HELLO, "- id: [a\n")
    assert line >= 5
    assert problem.startswith("this is not YAML")


def test_a_key_that_is_given_twice_is_told(told: Told) -> None:
    assert told(HELLO, "  turns: ho\n") == [(5, "'turns' is given twice")]


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        (HELLO + "  colour: red\n", 5, "colour: extra inputs are not permitted"),
        (SELLING + "  request: {right: delete, colour: red}\n", 6, "request.colour: extra"),
        (HELLO.replace("  turns: hi\n", ""), 1, "turns: field required"),
        (HELLO.replace("  kind: small_talk\n", ""), 1, "kind: field required"),
        (HELLO.replace("  tags: [greeting]\n", ""), 1, "tags: field required"),
        ("- turns: hi\n  kind: small_talk\n  tags: [x]\n", 1, "id: field required"),
        (HELLO.replace("[greeting]", "[]"), 4, "tags: .* at least 1 item"),
        (HELLO.replace("[greeting]", "greeting"), 4, "tags: input should be a valid list"),
        (HELLO.replace("greeting", "Small talk"), 4, "tags: string should match pattern"),
        (HELLO.replace("id: hello", "id: Hello There"), 1, "id: string should match pattern"),
        (HELLO.replace("small_talk", "smalltalk"), 3, "kind: input should be 'answer', "),
        (HELLO.replace("small_talk", "\n  - answer\n  - no"), 5, "kind: input should be"),
        (HELLO.replace("small_talk", "[]"), 3, "kind: .* at least 1 item"),
        (HELLO.replace("hi", ""), 2, "turns: string should have at least 1 character"),
        (HELLO.replace("hi", "[hi, '']"), 2, "turns: string should have at least 1 character"),
        (HELLO.replace("hi", "[]"), 2, "turns: .* at least 1 item"),
        (HELLO + "  reason: silent\n", 5, "reason: input should be 'policy_silent', "),
        (SELLING + "  verdict: maybe\n", 6, "verdict: input should be 'yes', 'no', "),
        (SELLING + "  verdict: true\n", 6, "verdict: input should be 'yes', 'no', "),
        (SELLING.replace("[shop/selling/1]", "[]"), 4, "core: .* at least 1 item"),
        (SELLING.replace("[shop/selling/1]", "shop/selling/1"), 4, "core: input should be"),
        (DELETION.replace("right: delete", "right: forget"), 5, "request.right: input should"),
        (DELETION.replace("right: delete", "order: 1"), 5, "request.right: field required"),
        (HELLO + "  assert: [{type: contains, value: a}]\n", 5, "assert.type: input should"),
        (HELLO + "  assert: [{type: regex}]\n", 5, "assert.value: field required"),
        (HELLO + "  assert: [{type: regex, value: []}]\n", 5, "assert.value: .* at least 1 item"),
        (HELLO + "  asserted: []\n", 5, "asserted: extra inputs are not permitted"),
        ("- hello\n", 1, "input should be a valid dictionary"),
        ("-\n" + HELLO, 1, "input should be a valid dictionary"),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_told_with_its_line(
    told: Told, content: str, line: int, expected: str
) -> None:
    [(told_line, problem)] = told(content)
    assert told_line == line
    assert re.match(expected, problem)


def test_an_answer_without_core_is_told(told: Told) -> None:
    without = SELLING.replace("  core: [shop/selling/1]\n", "")
    assert told(HELLO, without) == [(5, "an answer needs core: the clauses that it rests on")]


def test_an_answer_that_is_second_best_needs_core_too(told: Told) -> None:
    [(_, problem)] = told("- {id: a, turns: hi, kind: [abstention, answer], tags: [x]}")
    assert problem.startswith("an answer needs core")


def test_core_without_an_answer_is_told(told: Told) -> None:
    misplaced = f"{HELLO}  core: [shop/selling/1]\n"
    assert told(misplaced) == [(5, "only an answer has core; use accept")]


def test_a_verdict_without_an_answer_is_told(told: Told) -> None:
    assert told(HELLO, "  verdict: no\n") == [(5, "only an answer has a verdict")]


def test_a_request_that_is_not_described_is_told(told: Told) -> None:
    without = DELETION.replace("  request:\n    right: delete\n", "")
    assert told(without) == [
        (1, "a request needs request: its right, and what was said of it")
    ]  # fmt: skip


def test_a_request_where_nobody_makes_one_is_told(told: Told) -> None:
    misplaced = f"{HELLO}  request:\n    right: know\n"
    assert told(misplaced) == [
        (6, "only a rights_intake or rights_ticket has a request")
    ]  # fmt: skip


def test_an_unknown_clause_is_told_with_the_nearest_that_there_is(told: Told) -> None:
    content = SELLING.replace("[shop/selling/1]", "\n    - shop/selling/1\n    - shop/seling/1")
    assert told(content) == [
        (6, "core: policy shop has no clause shop/seling/1; did you mean shop/selling/1?")
    ]


def test_an_unknown_clause_that_is_like_no_other_is_told_without_a_guess(told: Told) -> None:
    accepted = f"{HELLO}  accept:\n    - zzz\n"
    assert told(accepted) == [(6, "accept: policy shop has no clause zzz")]


def test_a_pattern_that_matches_nothing_is_told(told: Told) -> None:
    [(line, problem)] = told(SELLING, "  accept: [shop/collecting/2.*]\n")
    assert line == 6
    assert problem.startswith("accept: policy shop has no clause shop/collecting/2.*")


@pytest.mark.parametrize("kind", ["regex", "not-regex"])
def test_a_bad_regular_expression_is_told(told: Told, kind: str) -> None:
    [(line, problem)] = told(
        HELLO, f"  assert:\n    - {{type: icontains, value: a}}\n    - {{type: {kind}, value: (}}\n"
    )
    assert line == 7
    assert problem.startswith("'(' is no regular expression: missing )")


@pytest.mark.parametrize("kind", ["icontains", "not-icontains", "regex", "not-regex"])
def test_several_values_where_there_is_one_are_told(told: Told, kind: str) -> None:
    several = f"{HELLO}  assert:\n    - type: {kind}\n      value: [a, b]\n"
    assert told(several) == [(6, f"{kind} takes one value")]


@pytest.mark.parametrize("kind", ["icontains-any", "icontains-all", "not-icontains-any"])
def test_several_values_are_fine_where_there_may_be_several(told: Told, kind: str) -> None:
    assert told(HELLO, f"  assert: [{{type: {kind}, value: [a, b]}}]\n") == []


def test_the_same_question_is_told_whatever_its_letter_case(told: Told) -> None:
    again = HELLO.replace("hello", "again").replace("turns: hi", "turns: HI")
    assert told(HELLO, again) == [(5, "the same is asked already at cases.yaml:1")]


def test_the_same_question_after_another_turn_is_another_one(told: Told) -> None:
    again = HELLO.replace("hello", "again").replace("turns: hi", "turns: [hello, hi]")
    assert told(HELLO, again) == []


def test_a_repetition_on_the_same_line_is_told(told: Told) -> None:
    one = "{id: a, turns: hi, kind: small_talk, tags: [x]}"
    assert told(f"[{one}, {one}]\n") == [
        (1, "its id is used already at cases.yaml:1"),
        (1, "the same is asked already at cases.yaml:1"),
    ]


def test_a_third_use_of_an_id_is_told_by_the_first(told: Told) -> None:
    others = [HELLO.replace("turns: hi", f"turns: {word}") for word in ("ho", "ha")]
    assert told(HELLO, *others) == [
        (5, "its id is used already at cases.yaml:1"),
        (9, "its id is used already at cases.yaml:1"),
    ]


def test_good_cases_are_read_beside_bad_ones(tmp_path: Path, tiny: Policy) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(HELLO + "- id: bad\n" + SELLING)
    cases, faults = read_case_files([path], tiny)
    assert [case.case_id for case in cases] == ["hello", "selling"]
    assert {fault.line for fault in faults} == {5}


def test_all_faults_of_all_files_are_told_at_once_in_order(folder: Path, tiny: Policy) -> None:
    (folder / "shop" / "b.yaml").write_text(HELLO.replace("hi", "ho"))
    (folder / "shop" / "a.yaml").write_text(
        HELLO + "  verdict: no\n  colour: red\n" + SELLING.replace("  core: [shop/selling/1]\n", "")
        + DELETION.replace("deletion", "hello") + "  turns: delete it\n"
    )  # fmt: skip
    (folder / "shop" / "c.yaml").write_bytes("- id: café\n".encode("latin-1"))
    with pytest.raises(MalformedCases) as malformed:
        read_cases(tiny, folder=folder)
    told = [(fault.path.name, fault.line) for fault in malformed.value.faults]
    assert told == [
        ("a.yaml", 6), ("a.yaml", 7), ("a.yaml", 17), ("b.yaml", 1), ("c.yaml", 1),
    ]  # fmt: skip
    lines = str(malformed.value).splitlines()
    assert lines[3] == f"{folder}/shop/b.yaml:1: its id is used already at a.yaml:11"


def test_a_file_from_windows_is_read_and_told_by_line(told: Told, tmp_path: Path) -> None:
    assert told(HELLO.replace("\n", "\r\n"), "  colour: red\r\n")[0][0] == 5
    assert b"\r\n" in (tmp_path / "cases.yaml").read_bytes()


def test_a_set_is_by_default_the_one_named_like_the_policy(folder: Path, tiny: Policy) -> None:
    (folder / "shop" / "one.yaml").write_text(HELLO)
    (folder / "shop" / "two.yaml").write_text(SELLING)
    (folder / "shop" / "notes.txt").write_text("no cases")
    held = read_cases(tiny, folder=folder)
    assert (held.name, held.policy_id) == ("shop", "shop")
    assert [case.case_id for case in held.cases] == ["hello", "selling"]


def test_a_set_is_found_by_its_name(folder: Path, tiny: Policy) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "one.yaml").write_text(HELLO)
    assert read_cases(tiny, "other", folder=folder).name == "other"


@pytest.mark.parametrize("name", ["mine", "mine.v2"])
def test_a_set_is_found_by_the_path_of_its_folder(
    folder: Path, tmp_path: Path, tiny: Policy, name: str
) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "one.yaml").write_text(HELLO)
    held = read_cases(tiny, str(tmp_path / name), folder=folder / "shop")
    assert (held.name, len(held.cases)) == (name, 1)


@pytest.mark.parametrize(
    ("path", "name"), [("mine", "mine"), ("mine/", "mine"), ("mine/one.yaml", "one")]
)
def test_a_path_is_read_from_where_one_stands(
    tmp_path: Path, tiny: Policy, monkeypatch: pytest.MonkeyPatch, path: str, name: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "one.yaml").write_text(HELLO)
    monkeypatch.chdir(tmp_path)
    assert read_cases(tiny, path).name == name


def test_one_file_can_be_a_set(folder: Path, tiny: Policy) -> None:
    (folder / "shop" / "one.yaml").write_text(HELLO)
    (folder / "shop" / "two.yaml").write_text(SELLING)
    held = read_cases(tiny, str(folder / "shop" / "two.yaml"), folder=folder)
    assert (held.name, [case.case_id for case in held.cases]) == ("two", ["selling"])


@pytest.mark.parametrize("name", ["nowhere", "shop", "nowhere/one.yaml"])
def test_a_set_without_files_is_unknown(folder: Path, tiny: Policy, name: str) -> None:
    with pytest.raises(UnknownSet, match=f"no set of cases '{name}'") as unknown:
        read_cases(tiny, name, folder=folder)
    assert str(folder / name) in str(unknown.value)

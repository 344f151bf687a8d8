"""``python -m evals``: mostly in this process, since a new one takes seconds to start."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copy, copytree

import pytest

from corpus import Policy
from evals import resampling
from evals.__main__ import main
from evals.case_file import read_cases
from evals.errors import UnreachableTarget
from evals.judgement import passed
from evals.run import read_run
from evals.target import Target
from settings import ROOT, Settings
from tests.evals.fake_target import EXAM, FakeTarget

INDEX = "CLAUSEWISE_INDEX_FOLDER"
POLICIES = "CLAUSEWISE_POLICIES_FOLDER"
MANY = "short"
"""A tag of many shipped cases."""
RETRIEVED = ["fee", "minors", "cookies-off", "emails", "texts", "app-too", "changes"]
"""Cases of the exam that are answered by what retrieval finds."""


GATES = """
no_drop:
  alpha: 0.05
  metrics: [fully_right, route_accuracy, core_cited]
"""


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """What a person is told of what went wrong, which is all there is to read."""
        assert self.status in (1, 2)
        assert self.out == ""
        assert self.err.strip()
        assert "Traceback" not in self.err
        return " ".join(self.err.replace("│", " ").split())


def ran(*words: object, **settings: str) -> Finished:
    """Runs a command line in this process; keywords are settings."""
    out, err = StringIO(), StringIO()
    status: object = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in settings.items():
            patch.setenv(name, value)
        patch.setattr("sys.argv", ["evals", *map(str, words)])
        try:
            main()
        except SystemExit as stopped:
            status = stopped.code
    return Finished(int(str(status or 0)), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def gates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gates of the exam."""
    path = tmp_path_factory.mktemp("gates") / "gates.yaml"
    path.write_text(GATES)
    return path


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """How sure a figure is, is no matter here."""
    monkeypatch.setattr(resampling, "RESAMPLES", 99)


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch) -> FakeTarget:
    """Stands in for the assistant, which takes seconds to open."""
    fake = FakeTarget()

    @contextmanager
    def opened(url: str | None, policy: Policy) -> Iterator[Target]:  # noqa: ARG001 -- as the real one
        yield fake

    monkeypatch.setattr("evals.verbs.run.opened_target", opened)
    return fake


@pytest.fixture
def fake_run(target: FakeTarget, tmp_path: Path) -> Path:  # noqa: ARG001 -- it stands in
    """A finished run of the exam on the tests' assistant."""
    path = tmp_path / "fake.jsonl"
    assert ran("run", "--set", EXAM, "--out", path).status == 0
    return path


def started(index: Path, *words: object, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "evals", *map(str, words)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, INDEX: str(index), **settings},
    )  # fmt: skip


def finished(process: subprocess.Popen[str]) -> Finished:
    out, err = process.communicate(timeout=240)
    return Finished(process.returncode, out, err)


@dataclass(frozen=True)
class Real:
    """What real programs did, side by side where they need not wait for each other."""

    good: Path
    """A run of the exam."""
    broken: Path
    """The same with retrieval broken."""
    cut_short: Path
    """A run of many shipped cases that was killed, and went on."""
    was_done: int
    """How many cases were done when it was killed."""
    ended: dict[str, Finished]


def killed(process: subprocess.Popen[str], path: Path, *, at: int) -> None:
    """Kill it with SIGKILL when that many cases are in the file."""
    for _ in range(2400):
        if path.exists() and path.read_bytes().count(b"\n") > at:
            break
        assert process.poll() is None, finished(process)
        time.sleep(0.05)
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped policy without reviewed answers, so that retrieval alone decides what is said."""
    folder = tmp_path_factory.mktemp("policies")
    (folder / "crypjama").mkdir()
    for name in ("policy.md", "rights.yaml"):
        copy(Settings().policies_folder / "crypjama" / name, folder / "crypjama")
    return folder


@pytest.fixture(scope="module")
def real(
    built_index: Path, policies: Path, gates: Path, tmp_path_factory: pytest.TempPathFactory
) -> Real:
    folder = tmp_path_factory.mktemp("runs")
    index, other = (copytree(built_index, folder / name) for name in ("index", "other"))
    good, broken, cut = (folder / f"{name}.jsonl" for name in ("good", "broken", "cut"))
    chosen = {POLICIES: str(policies)}
    breaking = started(
        other, "run", "--set", EXAM, "--out", broken, CLAUSEWISE_BREAK_RETRIEVAL="1", **chosen
    )
    begun = started(index, "run", "--tag", MANY, "--out", cut, "--jobs", 1, **chosen)
    killed(begun, cut, at=5)
    was_done = cut.read_bytes().count(b"\n") - 1
    going_on = started(index, "run", "--resume", cut, **chosen)
    ended = {"broken": finished(breaking)}
    ended["good"] = ran("run", "--set", EXAM, "--out", good, **{INDEX: str(other)}, **chosen)
    comparing = started(other, "compare", broken, good, "--set", EXAM, "--gates", gates)
    ended |= {"resumed": finished(going_on), "compared": finished(comparing)}
    return Real(good=good, broken=broken, cut_short=cut, was_done=was_done, ended=ended)


def test_a_run_prints_its_figures_and_where_it_lies(real: Real) -> None:
    ended = real.ended["good"]
    assert ended.status == 0
    assert "fully_right" in ended.out
    assert "latency_p95_ms" in ended.out
    assert f"13 of 13 cases: {real.good}" in ended.out
    assert "Traceback" not in ended.err


def test_the_shipped_retrieval_passes_the_exam(real: Real, policy: Policy) -> None:
    exam = read_cases(policy, str(EXAM))
    outcomes = read_run(real.good).outcomes(exam, policy)
    right = {case.case_id for case in exam.cases if passed(case, outcomes[case.case_id])}
    assert set(RETRIEVED) <= right


def test_a_run_breaks_no_gate_beside_itself(gates: Path, real: Real, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    accepted = ran("baseline", "accept", real.good, "--out", baseline, "--set", EXAM)
    assert (accepted.status, accepted.out) == (0, f"{baseline}: 13 cases\n")
    compared = ran("compare", real.good, baseline, "--set", EXAM, "--gates", gates)
    assert compared.status == 0
    assert "Cases compared: 13" in compared.out
    assert "Cases that pass no more: 0" in compared.out
    assert "Every gate holds." in compared.out


def test_accepting_a_run_again_changes_nothing(real: Real, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    ran("baseline", "accept", real.good, "--out", baseline, "--set", EXAM)
    before = baseline.read_bytes()
    ran("baseline", "accept", real.good, "--out", baseline, "--set", EXAM)
    assert baseline.read_bytes() == before


def test_broken_retrieval_breaks_the_gates_and_is_told_case_by_case(real: Real) -> None:
    assert real.ended["broken"].status == 0
    compared = real.ended["compared"]
    assert compared.status == 1
    assert compared.err == ""
    assert "no_drop fully_right: fully_right got worse" in compared.out
    assert "no_drop core_cited: core_cited got worse" in compared.out
    assert "Every gate holds" not in compared.out
    for case_id in RETRIEVED:
        assert f"\n  {case_id}: " in compared.out


def test_mended_retrieval_breaks_no_gate(gates: Path, real: Real) -> None:
    compared = ran("compare", real.good, real.broken, "--set", EXAM, "--gates", gates)
    assert compared.status == 0
    assert "Cases that pass no more: 0" in compared.out
    assert "Cases that pass now: " in compared.out


def test_a_run_that_was_killed_goes_on_where_it_was(real: Real, policy: Policy) -> None:
    lines = real.cut_short.read_text(encoding="utf-8").split("\n")
    ids = [json.loads(line)["case_id"] for line in lines[1:-1]]
    chosen = [case.case_id for case in read_cases(policy).cases if MANY in case.tags]
    assert sorted(ids) == sorted(chosen)
    assert 5 <= real.was_done < len(chosen)
    assert real.ended["resumed"].status == 0
    assert f"{len(chosen)} of " in real.ended["resumed"].out


def test_a_run_of_chosen_cases_holds_no_others(target: FakeTarget, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    words = ("--only", "weather", "--tag", "talk", "--only", "weather")
    done = ran("run", "--set", EXAM, "--out", path, *words)
    assert "3 of 13 cases" in done.out
    assert sorted(target.asked) == [
        ("I want to talk to a person",), ("hello",),
        ("is it going to rain in new york this weekend",),
    ]  # fmt: skip


def test_a_run_that_goes_on_asks_only_what_is_missing(target: FakeTarget, fake_run: Path) -> None:
    content = fake_run.read_bytes().split(b"\n")
    fake_run.write_bytes(b"\n".join(content[:10]) + b"\n" + content[10][:50])
    target.asked.clear()
    done = ran("run", "--resume", fake_run, "--set", EXAM)
    assert "13 of 13 cases" in done.out
    assert len(target.asked) == 4


def test_a_finished_run_that_goes_on_asks_nothing(target: FakeTarget, fake_run: Path) -> None:
    before = fake_run.read_bytes()
    target.asked.clear()
    assert ran("run", "--resume", fake_run, "--set", EXAM).status == 0
    assert target.asked == []
    assert fake_run.read_bytes() == before


def test_a_run_of_cases_that_are_all_gone_is_told_without_figures(
    target: FakeTarget, tmp_path: Path
) -> None:
    path, cases = tmp_path / "run.jsonl", tmp_path / "cases.yaml"
    cases.write_text("- {id: a, turns: hello, kind: small_talk, tags: [talk]}\n")
    cases.write_text(cases.read_text() + "- {id: b, turns: hi, kind: small_talk, tags: [talk]}\n")
    assert ran("run", "--set", cases, "--out", path, "--only", "a").status == 0
    cases.write_text("- {id: b, turns: hi, kind: small_talk, tags: [talk]}\n")
    done = ran("run", "--set", cases, "--resume", path)
    assert done.status == 0
    assert f"0 of 1 cases: {path}" in done.out
    assert len(target.asked) == 1


def test_cases_that_get_no_reply_are_told(target: FakeTarget, tmp_path: Path) -> None:
    target.deeds = {"rain": lambda: 1 / 0}
    done = ran("run", "--set", EXAM, "--out", tmp_path / "run.jsonl")
    assert done.status == 0
    assert done.err == "failed: weather: ZeroDivisionError: division by zero\n"


def gone() -> None:
    raise UnreachableTarget("http://shop can't be reached. Start it with: python app.py")


def test_a_target_that_goes_away_is_a_sentence_and_what_is_done_is_kept(
    target: FakeTarget, tmp_path: Path
) -> None:
    target.deeds = {"texts": gone}
    path = tmp_path / "run.jsonl"
    done = ran("run", "--set", EXAM, "--out", path, "--jobs", 1)
    assert "http://shop can't be reached" in done.complaint
    assert len(read_run(path).results) == 4
    target.deeds = {}
    assert "13 of 13 cases" in ran("run", "--resume", path, "--set", EXAM).out


FAULTY = {
    "not YAML": ("- id: [a\n", "not YAML"),
    "no list": ("id: a\n", "a file of cases is a list"),
    "nothing": ("", "holds no case"),
    "no turns": ("- {id: a, kind: small_talk, tags: [t]}\n", "turns: field required"),
    "no such kind": ("- {id: a, turns: hi, kind: song, tags: [t]}\n", "kind"),
    "no such clause": (
        "- {id: a, turns: hi, kind: answer, core: [crypjama/use/99], tags: [t]}\n",
        "policy crypjama has no clause crypjama/use/99; did you mean crypjama/use/",
    ),
    "an id twice": (
        "- {id: a, turns: hi, kind: small_talk, tags: [t]}\n"
        "- {id: a, turns: ho, kind: small_talk, tags: [t]}\n",
        "cases.yaml:2: its id is used already at cases.yaml:1",
    ),
}


@pytest.mark.parametrize(("content", "problem"), FAULTY.values(), ids=FAULTY)
@pytest.mark.parametrize("verb", ["run", "check"])
def test_cases_that_are_not_fit_for_use_are_told_by_line(
    target: FakeTarget, tmp_path: Path, verb: str, content: str, problem: str
) -> None:
    cases, out = tmp_path / "cases.yaml", tmp_path / "run.jsonl"
    cases.write_text(content)
    words = ("--out", out) if verb == "run" else ()
    refused = ran(verb, "--set", cases, *words)
    assert refused.status == 1
    assert f"{cases}:" in refused.complaint
    assert problem in refused.complaint
    assert target.asked == []
    assert not out.exists()


def test_a_set_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    refused = ran("run", "--set", "nowhere", "--out", tmp_path / "run.jsonl")
    assert "There is no set of cases 'nowhere'" in refused.complaint


def test_an_unreachable_target_is_a_sentence_and_leaves_no_run(tmp_path: Path) -> None:
    out = tmp_path / "run.jsonl"
    refused = ran("run", "--set", EXAM, "--target", "http://127.0.0.1:1", "--out", out)
    assert refused.complaint.startswith("http://127.0.0.1:1 can't be reached")
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--only", "nobody"), "has no case 'nobody'"),
        (("--tag", "nothing"), "has the tag 'nothing'"),
        (("--jobs", "0"), "--jobs"),
        (("--timeout", "0"), "--timeout"),
        (("--resume", "a.jsonl", "--only", "fee"), "--resume goes on with its own file"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(
    target: FakeTarget, tmp_path: Path, words: tuple[str, ...], problem: str
) -> None:
    out = () if "--resume" in words else ("--out", tmp_path / "run.jsonl")
    refused = ran("run", "--set", EXAM, *out, *words)
    assert refused.status == 2
    assert problem in refused.complaint
    assert target.asked == []


def test_a_run_that_is_there_is_not_written_over(target: FakeTarget, fake_run: Path) -> None:
    before = fake_run.read_bytes()
    target.asked.clear()
    refused = ran("run", "--set", EXAM, "--out", fake_run)
    assert "there already" in refused.complaint
    assert "--resume" in refused.complaint
    assert fake_run.read_bytes() == before
    assert target.asked == []


def test_a_run_of_something_else_does_not_go_on(target: FakeTarget, fake_run: Path) -> None:
    before = fake_run.read_bytes()
    target.parts = {"model": "another"}
    refused = ran("run", "--set", EXAM, "--resume", fake_run)
    assert "was begun on something else: model was 'fake', now 'another'" in refused.complaint
    assert fake_run.read_bytes() == before


@pytest.fixture
def judged(fake_run: Path, gates: Path, tmp_path: Path) -> Iterator[Callable[..., Finished]]:
    """Runs a verb that judges a run; whatever is there beforehand is as it was afterwards."""
    baseline = tmp_path / "baseline.json"
    ran("baseline", "accept", fake_run, "--out", baseline, "--set", EXAM)
    out = tmp_path / "told"
    words = {
        "compare": ("compare", "--gates", gates),
        "accept": ("baseline", "accept", "--out", tmp_path / "accepted.json"),
        "report": ("report", "--gates", gates, "--out", out),
    }
    (tmp_path / "accepted.json").write_text("the old one")
    before = baseline.read_bytes()

    def judged(verb: str, path: Path, cases: Path = EXAM) -> Finished:
        against: tuple[object, ...] = ()
        if verb == "compare":
            against = (baseline,)
        elif verb == "report":
            against = ("--baseline", baseline)
        return ran(*words[verb], path, *against, "--set", cases)

    yield judged
    assert (tmp_path / "accepted.json").read_text() == "the old one"
    assert baseline.read_bytes() == before
    assert not out.exists()


JUDGES = ["compare", "accept", "report"]


@pytest.mark.parametrize("verb", JUDGES)
def test_a_run_of_another_set_is_not_judged(
    judged: Callable[..., Finished], fake_run: Path, tmp_path: Path, verb: str
) -> None:
    other = tmp_path / "other.yaml"
    other.write_bytes(EXAM.read_bytes())
    refused = judged(verb, fake_run, other)
    assert "is a run of the set 'exam' on crypjama, not of 'other'" in refused.complaint


@pytest.mark.parametrize("verb", JUDGES)
def test_an_unfinished_run_is_not_judged(
    judged: Callable[..., Finished], fake_run: Path, verb: str
) -> None:
    fake_run.write_bytes(b"\n".join(fake_run.read_bytes().split(b"\n")[:10]) + b"\n")
    refused = judged(verb, fake_run)
    assert "lacks 4 of 13 cases: finish it with: python -m evals run --resume" in refused.complaint


@pytest.mark.parametrize("verb", JUDGES)
def test_a_run_of_chosen_cases_is_not_judged(
    judged: Callable[..., Finished], tmp_path: Path, verb: str
) -> None:
    path = tmp_path / "some.jsonl"
    ran("run", "--set", EXAM, "--out", path, "--tag", "talk")
    refused = judged(verb, path)
    assert "made of chosen cases only; run the whole set" in refused.complaint


@pytest.mark.parametrize("verb", JUDGES)
@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "No such file"), (b"", "it is empty"), (b"Dear Sir\n", "not the heading")],
    ids=["missing", "empty", "foreign"],
)
def test_a_file_that_is_no_run_is_not_judged(
    judged: Callable[..., Finished], tmp_path: Path, verb: str, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "letter.txt"
    if content is not None:
        path.write_bytes(content)
    refused = judged(verb, path)
    assert "letter.txt" in refused.complaint
    assert problem in refused.complaint


def test_a_run_in_which_cases_crashed_is_not_accepted(
    judged: Callable[..., Finished], target: FakeTarget, tmp_path: Path
) -> None:
    target.deeds = {"rain": lambda: 1 / 0}
    path = tmp_path / "crashed.jsonl"
    ran("run", "--set", EXAM, "--out", path)
    refused = judged("accept", path)
    assert "1 cases crashed or timed out in it (weather)" in refused.complaint


def test_a_missing_baseline_is_a_sentence(gates: Path, fake_run: Path, tmp_path: Path) -> None:
    refused = ran("compare", fake_run, tmp_path / "none.json", "--set", EXAM, "--gates", gates)
    assert "none.json" in refused.complaint


def test_a_run_serves_as_baseline(gates: Path, fake_run: Path) -> None:
    assert ran("compare", fake_run, fake_run, "--set", EXAM, "--gates", gates).status == 0


def test_gates_that_cannot_be_held_are_told_by_line(fake_run: Path, tmp_path: Path) -> None:
    gates = tmp_path / "gates.yaml"
    gates.write_text("floors:\n  niceness: 1\n")
    refused = ran("compare", fake_run, fake_run, "--set", EXAM, "--gates", gates)
    assert f"{gates}:2: no metric is called 'niceness'" in refused.complaint


def changed_policy(folder: Path) -> Path:
    """The shipped policy with a clause reworded, one removed and one added."""
    text = (Settings().policies_folder / "crypjama" / "policy.md").read_text(encoding="utf-8")
    begins = text.index("### Promotional Offers")
    without = text[:begins] + text[text.index("### Advertising", begins) :]
    reworded = without.replace("We do not charge a fee to process", "We charge ten dollars for")
    assert reworded != without != text
    path = folder / "policy.md"
    path.write_text(reworded + "\n## PETS {#pets}\n\nWe keep no pets.\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def told_changes(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``policy-diff`` prints of the changed policy."""
    new = changed_policy(tmp_path_factory.mktemp("new"))
    # What was trained once for the answers is trained for these.
    index = copytree(built_index, tmp_path_factory.mktemp("diff") / "index")
    old = Settings().policies_folder / "crypjama" / "policy.md"
    ended = ran("policy-diff", old, new, "--set", EXAM, **{INDEX: str(index)})
    assert (ended.status, ended.err) == (0, "")
    return ended.out


def test_clauses_that_changed_are_told_word_by_word(told_changes: str) -> None:
    listed = told_changes.partition("replies changed")[0]
    assert listed.startswith("## 3 clauses changed\n")
    assert "- reworded: crypjama/california/rights/timing/2\n  We [-do not-] charge" in listed
    assert "{+ten dollars for+}" in listed
    assert "- removed: crypjama/your-choices/promotional-offers/1\n" in listed
    assert "- added: crypjama/pets/1\n  {+We keep no pets.+}" in listed


def test_replies_that_changed_are_told_with_the_clauses_that_changed_them(
    told_changes: str,
) -> None:
    replies = told_changes.partition("clauses changed")[2].partition("cases rest on")[0]
    fee, emails = (
        next(part for part in replies.split("\n- ") if part.startswith(f"{case_id}:"))
        for case_id in ("fee", "emails")
    )
    assert "because of: crypjama/california/rights/timing/2" in fee
    assert "before: answer, citing crypjama/your-choices/promotional-offers/1" in emails
    assert "because of: crypjama/your-choices/promotional-offers/1" in emails
    assert "greeting" not in replies
    assert "weather" not in replies


def test_cases_whose_labels_rest_on_what_changed_are_told(told_changes: str) -> None:
    rest = told_changes.partition("## 2 cases rest on a changed clause")[2]
    assert "- fee: crypjama/california/rights/timing/2\n" in rest
    assert "- emails: crypjama/your-choices/promotional-offers/1\n" in rest


def test_two_policies_are_no_two_versions(tmp_path: Path) -> None:
    shipped = Settings().policies_folder / "crypjama" / "policy.md"
    other = tmp_path / "policy.md"
    text = shipped.read_text(encoding="utf-8")
    other.write_text(text.replace("policy_id: crypjama", "policy_id: other"), encoding="utf-8")
    refused = ran("policy-diff", shipped, other)
    assert "give two versions of one policy" in refused.complaint


def test_a_policy_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    shipped = Settings().policies_folder / "crypjama"
    assert "none" in ran("policy-diff", shipped, tmp_path / "none").complaint

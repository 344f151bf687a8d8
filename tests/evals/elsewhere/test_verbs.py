from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import verbs


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(verbs, list(words))
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("verb", ["legalbench", "privacyqa"])
def test_where_the_data_is_absent_a_sentence_says_so_and_nothing_fails(verb: str) -> None:
    code, out, err = run(verb, "nowhere")
    assert (code, out) == (0, "")
    assert "nowhere holds no" in err


def test_legalbench_measures_any_set_in_its_format(tiny_set: Path) -> None:
    code, out, _ = run("legalbench", str(tiny_set))
    assert code == 0
    assert "PrivacyQA part: 2 questions" in out
    assert out.count("| Clausewise |") == 9  # three settings, in three tables


def test_privacyqa_measures_any_set_in_its_format(tiny_set: Path) -> None:
    code, out, _ = run("privacyqa", str(tiny_set))
    assert code == 0
    assert "3 questions (1 majority_evidence, 1 contested, 1 no_evidence)" in out
    assert "shipped threshold of" in out


def test_peers_ends_with_a_sentence_where_they_are_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "langchain_core.vectorstores", None)
    result = CliRunner().invoke(verbs, ["peers"])
    assert result.exit_code == 1
    assert "pip install" in str(result.exception)


def test_privacyqa_measures_the_derived_set(shared_data: Callable[[str], Path]) -> None:
    code, out, _ = run("privacyqa", str(shared_data("privacyqa")))
    assert code == 0
    assert "| no answer | 47.5 | 47.5 | 47.5 (" in out

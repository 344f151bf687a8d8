import os
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from settings import PREFIX, ROOT, Settings, StaleIndexChoice, complaints


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def complained(**environment: str) -> list[str]:
    """What is said about settings that can't be read."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with pytest.raises((ValidationError, SettingsError)) as caught:
            Settings()
    return complaints(caught.value)


def test_the_defaults_serve_the_shipped_policy_on_this_machine_only() -> None:
    settings = Settings()
    assert settings.policy == "crypjama"
    assert settings.host == "127.0.0.1"
    assert settings.allowed_origins == ()
    assert settings.stale_index is StaleIndexChoice.REBUILD


def test_the_default_folders_lie_in_the_checkout_wherever_it_is_run_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    for folder in (settings.policies_folder, settings.index_folder, settings.calibrations_folder):
        assert folder.is_relative_to(ROOT)


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [("POLICY", "another", "another"), ("PORT", "0", 0), ("CONTACT", "a@b.example", "a@b.example"),
     ("LOCK_WAIT_SECONDS", "2.5", 2.5), ("STALE_INDEX", "refuse", StaleIndexChoice.REFUSE),
     ("INDEX_FOLDER", "/somewhere", Path("/somewhere")),
     ("ALLOWED_HOSTS", '["shop.example"]', ("shop.example",))],
)  # fmt: skip
def test_a_variable_with_our_prefix_sets_it(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, read: object
) -> None:
    monkeypatch.setenv(f"{PREFIX}{variable}", value)
    assert getattr(Settings(), variable.lower()) == read


def test_a_variable_without_our_prefix_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY", "another")
    monkeypatch.setenv("PORT", "1")
    assert Settings() == Settings(policy="crypjama", port=7860)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", "")
    assert Settings() == Settings.model_construct()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().policy = "another"  # type: ignore[misc]


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="polizy"):
        Settings(polizy="crypjama")  # type: ignore[call-arg]


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PORT", "many"), ("PORT", "65536"), ("PORT", "-1"), ("STALE_INDEX", "ignore"),
     ("LONGEST_MESSAGE", "0"), ("LOCK_WAIT_SECONDS", "-1"), ("LOCK_WAIT_SECONDS", "nan"),
     ("LONGEST_BODY", "0"), ("QUESTIONS_PER_MINUTE", "0"), ("ALLOWED_HOSTS", "shop.example"),
     ("ALLOWED_ORIGINS", "[1, 2")],
)  # fmt: skip
def test_a_bad_value_is_one_sentence_that_names_its_variable(variable: str, value: str) -> None:
    (sentence,) = complained(**{f"{PREFIX}{variable}": value})
    assert sentence.startswith(f"{PREFIX}{variable}: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_each_bad_value_is_named() -> None:
    found = complained(CLAUSEWISE_PORT="many", CLAUSEWISE_LONGEST_BODY="0")
    assert [sentence.split(":")[0] for sentence in found] == [
        "CLAUSEWISE_PORT",
        "CLAUSEWISE_LONGEST_BODY",
    ]

from pathlib import Path

import pytest

from assistant.bootstrap import open_assistant
from assistant.conversation import Conversation
from assistant.errors import NoCalibration, RefusedText
from corpus import UnknownPolicy
from index.errors import MissingIndex
from settings import Settings, StaleIndexChoice


def test_the_assistant_is_told_of_the_policys_own_contact(built_index: Path) -> None:
    with open_assistant(Settings(index_folder=built_index)) as assistant:
        assert assistant.contact == assistant.policy.contact == "contact@crypjama.com"


def test_settings_reach_the_assistant(built_index: Path) -> None:
    settings = Settings(index_folder=built_index, contact="help@shop.example", longest_message=20)
    with open_assistant(settings) as assistant:
        assert assistant.contact == "help@shop.example"
        with pytest.raises(RefusedText):
            assistant.reply(Conversation.begin(), "x" * 21)


def test_the_index_is_let_go_at_the_end_whatever_happened(built_index: Path) -> None:
    settings = Settings(index_folder=built_index)
    with pytest.raises(ZeroDivisionError), open_assistant(settings):
        raise ZeroDivisionError
    with open_assistant(settings) as assistant:
        assert assistant.reply(Conversation.begin(), "do you use cookies")


def test_the_index_is_let_go_where_the_thresholds_are_missing(
    built_index: Path, tmp_path: Path
) -> None:
    with (
        pytest.raises(NoCalibration),
        open_assistant(Settings(index_folder=built_index, calibrations_folder=tmp_path)),
    ):
        pass
    with open_assistant(Settings(index_folder=built_index)):
        pass


def test_an_unknown_policy_opens_nothing(built_index: Path) -> None:
    with (
        pytest.raises(UnknownPolicy),
        open_assistant(Settings(index_folder=built_index), policy_id="nobody"),
    ):
        pass


def test_where_no_index_is_to_be_built_a_missing_one_is_refused(tmp_path: Path) -> None:
    settings = Settings(index_folder=tmp_path, stale_index=StaleIndexChoice.REFUSE)
    with pytest.raises(MissingIndex), open_assistant(settings):
        pass
    assert list(tmp_path.iterdir()) == []

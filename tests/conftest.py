"""What all tests share: no network, and one real index, built once and kept between runs."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import Policy, Shelf
from settings import Settings

if TYPE_CHECKING:
    from assistant.turn import Assistant

# Before any library reads it; programs that the tests start inherit it.
os.environ["HF_HUB_OFFLINE"] = "1"

LOOPBACK = "127.0.0.0/8,::1"
SHARED_DATA = "CLAUSEWISE_SHARED_DATA"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """No test reaches beyond this machine; pytest-socket reads these two."""
    config.option.allow_hosts = LOOPBACK
    config.option.allow_unix_socket = True
    # No server that a test starts may file into the database of the checkout.
    folder = tempfile.mkdtemp(prefix="clausewise-tickets-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["CLAUSEWISE_DATABASE_URL"] = f"sqlite:///{folder}/tickets.sqlite3"


@pytest.fixture(scope="session")
def built_index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a fresh index of the shipped policy, which no process has open.

    It is a copy, so that another run of the tests or a server that is up is no hindrance.
    """
    # Takes seconds to import, which tests that need no index are spared.
    from assistant.bootstrap import open_assistant

    cache = getattr(request.config, "cache", None)
    kept = cache.mkdir("clausewise-index") if cache else tmp_path_factory.mktemp("kept")
    with open_assistant(Settings(index_folder=kept, lock_wait_seconds=600)):
        pass
    folder = tmp_path_factory.mktemp("index")
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def assistant(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Assistant]":
    """The real assistant over the shipped policy, with an index of its own."""
    from assistant.bootstrap import open_assistant

    folder = tmp_path_factory.mktemp("assistant")
    shutil.copytree(built_index, folder, dirs_exist_ok=True)
    with open_assistant(Settings(index_folder=folder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The shipped policy."""
    return Shelf().load("crypjama")


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Finds a file among the data that is too large or too foul to keep with the code."""

    def find(name: str) -> Path:
        folder = os.environ.get(SHARED_DATA)
        if not folder or not (Path(folder) / name).exists():
            pytest.skip(f"{SHARED_DATA} names no folder that holds {name}")
        return Path(folder) / name

    return find

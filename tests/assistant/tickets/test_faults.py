"""What is acknowledged while a disk runs full, a database is locked, or a server is ended."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import event

from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import StoreUnavailable
from corpus import Right
from tests.assistant.tickets.postgresql import programs, restarted, running

Make = Callable[..., Filing]


def request(number: int) -> RightsRequest:
    return RightsRequest(right=Right.DELETE, requester=Requester(email=f"s{number}@example.com"))


def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_there(
    filing: Make, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/tickets.sqlite3"
    SqlTicketStore(open_engine(url))
    pages = (tmp_path / "tickets.sqlite3").stat().st_size // 4096
    engine = open_engine(url)
    event.listen(
        engine, "connect", lambda held, _: held.execute(f"PRAGMA max_page_count = {pages + 8}")
    )
    store, told = SqlTicketStore(engine), []

    def file_on() -> None:
        for number in range(1000):
            told.append(store.file(filing(request(number), turn=number)).reference)  # noqa: PERF401 -- what was told before it fails counts

    with pytest.raises(StoreUnavailable, match=r"nothing was filed.*try again"):
        file_on()
    there = SqlTicketStore(open_engine(url))
    assert 0 < len(told) < 1000
    assert {one.ticket_id for one in there.listed()} == set(told)
    assert there.first_broken() is None


def test_a_locked_database_is_a_sentence_and_goes_on_afterwards(
    filing: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.tickets.engine._BUSY_MILLISECONDS", 100)
    url = f"sqlite:///{tmp_path}/tickets.sqlite3"
    store = SqlTicketStore(open_engine(url))
    with open_engine(url).begin(), pytest.raises(StoreUnavailable, match="nothing was filed"):
        store.file(filing(request(1)))
    assert store.file(filing(request(1))).is_new


def test_a_server_that_is_ended_in_between_loses_nothing_that_was_acknowledged(
    filing: Make,
) -> None:
    folder = programs()
    if folder is None:
        assert os.environ.get("CI") != "true", "CI needs PostgreSQL's server programs"
        pytest.skip("there are no server programs of PostgreSQL here")
    with running(folder) as url:
        store = SqlTicketStore(open_engine(url))

        def file(number: int) -> str:
            for _ in range(200):
                try:
                    return store.file(filing(request(number), turn=number)).reference
                except StoreUnavailable:
                    sleep(0.05)
            raise AssertionError("the server did not come back")

        with ThreadPoolExecutor(4) as pool:
            told = [pool.submit(file, number) for number in range(200)]
            for _ in range(3):
                sleep(0.3)
                restarted(folder, url)
            references = {one.result(timeout=60) for one in told}
        assert {one.ticket_id for one in store.listed()} == references
        assert len(references) == 200
        assert store.first_broken() is None

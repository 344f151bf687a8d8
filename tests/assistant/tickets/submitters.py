"""Many processes that file requests while some of them are killed; then a count of what is there.

    python -m tests.assistant.tickets.submitters URL [--submissions 1000] [--processes 8]

A submitter prints a number once its filing was acknowledged; what it printed must be in the store
once.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.outbox import Channel
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import StoreUnavailable
from assistant.tickets.tables import CHANGES, FILINGS, MESSAGES, TICKETS
from corpus import Right, Shelf

ROOT = Path(__file__).parents[3]
_AGAIN = 10
"""Every tenth filing is sent again."""


def submit(url: str, numbers: list[int]) -> None:
    """File a request for each number and print it when it is acknowledged; twice for some."""
    policy = Shelf().load("crypjama")
    desk = FilingDesk(
        policy=policy, rights=Shelf().rights(policy), zone=ZoneInfo("America/Los_Angeles"),
        now=lambda: datetime.now(UTC),
    )  # fmt: skip
    store = SqlTicketStore(open_engine(url), channels=frozenset({Channel.TEAM, Channel.WEBHOOK}))
    for number in numbers:
        requester = Requester(email=f"shopper{number}@example.com")
        request = RightsRequest(right=Right.DELETE, requester=requester)
        filing = desk.filing(request, conversation_id=f"c{number}", source=f"c{number}/0")
        for _ in range(2 if number % _AGAIN == 0 else 1):
            filed = _until_stored(store, filing)
            sys.stdout.write(f"{number} {filed}\n")
            sys.stdout.flush()


def _until_stored(store: SqlTicketStore, filing: object) -> str:
    """The reference; refused while the database is away or locked, a shopper would try again."""
    for _ in range(100):
        try:
            return store.file(filing).reference  # type: ignore[arg-type]
        except StoreUnavailable:
            time.sleep(0.1)
    raise SystemExit("the store did not come back")


def endure(
    url: str, *, submissions: int, processes: int, kills: int, seed: int = 1
) -> dict[str, int]:
    """What was acknowledged, and how it stands in the store after ``kills`` of kill -9."""
    SqlTicketStore(open_engine(url))
    rng = random.Random(seed)  # noqa: S311 -- who is killed is no secret
    waiting = {p: list(range(p, submissions, processes)) for p in range(processes)}
    acknowledged: dict[int, set[str]] = {}
    running = {p: _start(url, numbers) for p, numbers in waiting.items()}
    done = 0
    while running:
        if done < kills:
            time.sleep(rng.uniform(0.05, 0.4))
            running[rng.choice(list(running))].send_signal(signal.SIGKILL)
            done += 1
        for place, process in list(running.items()):
            if done >= kills:
                process.wait(timeout=300)
            if process.poll() is None:
                continue
            for line in process.communicate()[0].splitlines():
                number, _, reference = line.partition(" ")
                if reference:
                    acknowledged.setdefault(int(number), set()).add(reference)
            left = [number for number in waiting[place] if number not in acknowledged]
            running.pop(place)
            if left:
                running[place] = _start(url, left)
    return _counted(url, acknowledged)


def _start(url: str, numbers: list[int]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.assistant.tickets.submitters", url, "--numbers",
         ",".join(map(str, numbers))],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _counted(url: str, acknowledged: dict[int, set[str]]) -> dict[str, int]:
    store = SqlTicketStore(open_engine(url))
    with open_engine(url).begin() as connection:
        references = set(connection.scalars(select(FILINGS.c.reference)))
        tickets = connection.scalar(select(func.count()).select_from(TICKETS)) or 0
        people = connection.scalar(select(func.count(TICKETS.c.contact_sha256.distinct()))) or 0
        messages = connection.scalar(select(func.count()).select_from(MESSAGES)) or 0
        changes = connection.scalar(select(func.count()).select_from(CHANGES)) or 0
    told = {one for references_told in acknowledged.values() for one in references_told}
    return {
        "acknowledged": len(acknowledged),
        "lost": len(told - references),
        "told two references": sum(len(one) > 1 for one in acknowledged.values()),
        "tickets": tickets,
        "doubled": tickets - people,
        "messages missing": 2 * tickets - messages,
        "changes": changes,
        "first broken": store.first_broken() or 0,
    }


def main() -> None:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--numbers")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--kills", type=int, default=20)
    told = parser.parse_args()
    if told.numbers:
        submit(told.url, [int(one) for one in told.numbers.split(",")])
        return
    found = endure(
        told.url, submissions=told.submissions, processes=told.processes, kills=told.kills
    )
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()

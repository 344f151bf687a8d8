"""A PostgreSQL server of the tests' own, in a folder of its own, on a socket and no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "nobody"


def programs() -> Path | None:
    """The folder of the server's programs; None where there is none."""
    told = shutil.which("pg_config")
    if told:
        folder = Path(
            subprocess.run([told, "--bindir"], capture_output=True, text=True).stdout.strip()
        )
        if (folder / "postgres").exists():
            return folder
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return found[-1].parent if found else None


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """The URL of a fresh database, for as long as it runs."""
    folder = Path(tempfile.mkdtemp(prefix="clausewise-pg-"))
    try:
        if os.geteuid() == 0:  # the server refuses to be root
            owner = pwd.getpwnam(_USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        _as_user([bin_folder / "initdb", "-D", data, "-U", "clausewise", "--auth=trust", "-N"])
        _start(bin_folder, folder)
        try:
            yield f"postgresql://clausewise@/postgres?host={folder}"
        finally:
            _as_user([bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restarted(bin_folder: Path, url: str) -> None:
    """End the server at once, as a loss of power would, and start it again."""
    ended(bin_folder, url)
    started(bin_folder, url)


def ended(bin_folder: Path, url: str) -> None:
    """End the server at once, as a loss of power would."""
    data = Path(url.partition("host=")[2]) / "data"
    _as_user([bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def started(bin_folder: Path, url: str) -> None:
    """Start it again."""
    _start(bin_folder, Path(url.partition("host=")[2]))


def _start(bin_folder: Path, folder: Path) -> None:
    options = f"-c listen_addresses='' -k {folder}"
    _as_user(
        [bin_folder / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w",
         "start"]
    )  # fmt: skip


def _as_user(command: list[object]) -> None:
    user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*user, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        cwd="/", timeout=60, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

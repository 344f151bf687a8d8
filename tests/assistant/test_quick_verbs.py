"""Verbs that need no model do not wait for one."""

import os
import subprocess
import sys
from pathlib import Path

from settings import ROOT

HEAVY = ("torch", "sentence_transformers", "llama_index", "chromadb", "sklearn", "gradio")


def test_working_on_tickets_loads_no_model(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['assistant', 'tickets', 'list']\n"
        "from assistant.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {**os.environ, "CLAUSEWISE_DATABASE_URL": f"sqlite:///{tmp_path}/t.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, timeout=60,
        env=environment,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["There are no open tickets.", "[]"], done.stderr

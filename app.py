"""Serve the chat: ``python app.py [--host ADDRESS] [--port PORT]``."""

import logging
import re
import signal
import socket
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from assistant.errors import AssistantError
from assistant.web.listener import address, claim
from corpus import CorpusError
from index.errors import IndexFault
from settings import Settings

INTERRUPTED = 130
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- compared with, never listened on unasked


def main(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the chat about the configured policy."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # By default the signal would end the process with its files open.
    signal.signal(signal.SIGTERM, _stop)
    try:
        settings = _settings(host, port)
        with claim(settings.host, settings.port) as listener:
            _serve(settings, listener)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except (AssistantError, CorpusError, IndexFault) as error:
        _fail(str(error))
    except ValidationError as error:
        _fail(*(_complaint(part["loc"], part["msg"]) for part in error.errors()))
    except SettingsError as error:
        _fail(_unreadable(error))


def _settings(host: str | None, port: int | None) -> Settings:
    """The settings, with what the command line says in place of the environment's."""
    settings = Settings()
    host = host or settings.host
    hosts = settings.allowed_hosts
    if host not in (*hosts, *_EVERYWHERE):
        hosts = (*hosts, host)
    chosen = settings.port if port is None else port
    return settings.model_copy(update={"host": host, "allowed_hosts": hosts, "port": chosen})


def _serve(settings: Settings, listener: socket.socket) -> None:
    # The models' libraries take seconds to import; whoever chose a taken port knows at once.
    from assistant.bootstrap import open_assistant
    from assistant.web.application import build_app
    from assistant.web.server import serve

    with open_assistant(settings) as assistant:
        url = address(listener, settings.host)
        serve(
            build_app(assistant, settings),
            listener,
            when_up=lambda: print(f"Clausewise is up at {url}", flush=True),
        )


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _complaint(place: tuple[int | str, ...], problem: str) -> str:
    name = "_".join(str(part) for part in place[:1]).upper()
    return f"CLAUSEWISE_{name}: {problem}"


def _unreadable(error: SettingsError) -> str:
    """The complaint about a list that is not JSON; the error names its field in its message."""
    field = re.search(r'field "(\w+)"', str(error))
    name = field.group(1).upper() if field else "…"
    return f'CLAUSEWISE_{name}: a list is written as JSON, such as ["shop.example"]'


def _fail(*sentences: str) -> NoReturn:
    for sentence in sentences:
        print(f"app.py: {sentence}", file=sys.stderr)
    raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)

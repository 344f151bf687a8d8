"""Serve the chat: ``python app.py [--host ADDRESS] [--port PORT]``."""

import logging
import signal
import socket
import sys
from contextlib import ExitStack
from types import FrameType
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from assistant.errors import AssistantError
from assistant.web.listener import address, claim
from corpus import CorpusError
from index.errors import IndexFault
from settings import EVERYWHERE, Settings, complaints

INTERRUPTED = 130


def main(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the chat about the configured policy."""
    _log_warnings()
    # By default the signal would end the process with its files open.
    signal.signal(signal.SIGTERM, _stop)
    try:
        settings = _settings(host, port)
        with claim(settings.host, settings.port) as listener:
            _serve(settings, listener)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except (AssistantError, CorpusError, IndexFault, OSError) as error:
        _fail(str(error))
    except (ValidationError, SettingsError) as error:
        _fail(*complaints(error))


def _settings(host: str | None, port: int | None) -> Settings:
    """The settings, with what the command line says in place of the environment's."""
    settings = Settings()
    host = host or settings.host
    hosts = settings.allowed_hosts
    if host not in (*hosts, *EVERYWHERE):
        hosts = (*hosts, host)
    chosen = settings.port if port is None else port
    return settings.model_copy(update={"host": host, "allowed_hosts": hosts, "port": chosen})


def _serve(settings: Settings, listener: socket.socket) -> None:
    # The models' libraries take seconds to import; whoever chose a taken port knows at once.
    from assistant.api.office import open_office
    from assistant.bootstrap import open_assistant
    from assistant.delivery.background import delivering
    from assistant.delivery.opening import open_courier
    from assistant.desk.room import open_room
    from assistant.interchange.opening import open_drp
    from assistant.kept.opening import keeping, open_conversations
    from assistant.tickets.opening import open_desk
    from assistant.web.application import build_app
    from assistant.web.server import serve
    from index.progress_bar import progress_bar

    with ExitStack() as stack:
        # The bar ends when the index is open: it would hold the terminal while we serve.
        with progress_bar() as progress:
            assistant = stack.enter_context(open_assistant(settings, progress=progress))
        desk = open_desk(settings, assistant.policy)
        stack.enter_context(delivering(open_courier(settings, assistant.policy)))
        conversations = open_conversations(settings, assistant.policy)
        keeper = stack.enter_context(keeping(settings, conversations))
        filing = assistant.filing_at(desk, hours=desk.filings.support).suggesting()
        app = build_app(
            assistant,
            settings,
            filing=filing,
            drp=open_drp(settings, desk),
            room=open_room(settings, assistant, desk, embedder=assistant.embedder),
            office=open_office(settings, filing, desk, conversations=conversations, keeper=keeper),
        )
        url = address(listener, settings.host)
        serve(
            app,
            listener,
            when_up=lambda: print(f"Clausewise is up at {url}", flush=True),
        )


def _log_warnings() -> None:
    """Warnings go to standard error; the handler has the level, since libraries set their own."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler])


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _fail(*sentences: str) -> NoReturn:
    for sentence in sentences:
        print(f"app.py: {sentence}", file=sys.stderr)
    raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)

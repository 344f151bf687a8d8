"""Serving the application from one process until it is told to stop."""

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

_GRACE_SECONDS = 20
"""What is under way when the server is told to stop may take this long to end."""


class _Server(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, config: uvicorn.Config, when_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_up = when_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._when_up()


def serve(app: FastAPI, listener: socket.socket, *, when_up: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; both reach the caller's own handlers when all has ended."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=15,
    )
    _Server(config, when_up).run(sockets=[listener])

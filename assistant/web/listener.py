"""The place where the server listens, taken before anything slow begins."""

import errno
import socket

from assistant.errors import AssistantError


class CannotListen(AssistantError):
    """The address and port can't be listened on."""

    def __init__(self, host: str, port: int, problem: str, advice: str) -> None:
        self.host = host
        self.port = port
        super().__init__(f"{problem}: {advice}")


def claim(host: str, port: int) -> socket.socket:
    """A socket that listens there; ``CannotListen`` says why there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        problem, advice = (
            f"can't listen on {host}, port {port} ({error.strerror})",
            ("choose another address with --host or another port with --port"),
        )
        if error.errno == errno.EADDRINUSE:
            problem = f"port {port} is already in use"
            advice = "stop the other server or choose another with --port"
        raise CannotListen(host, port, problem, advice) from error


def address(listener: socket.socket, host: str) -> str:
    """The URL under which the listener is reached."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"

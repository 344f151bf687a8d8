import subprocess
import sys

PROGRAM = """
import socket
tried = []
def refuse(self, address):
    tried.append(address)
    raise OSError("refused")
lookup = socket.getaddrinfo
def note(host, *rest, **named):
    if host not in ("127.0.0.1", "localhost", None):
        tried.append(host)
    return lookup("127.0.0.1", *rest, **named)
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = note
from fastapi.testclient import TestClient
from assistant.web.application import build_app
from settings import Settings
from tests.fakes import FakeAssistant
with TestClient(build_app(FakeAssistant(), Settings(allowed_hosts=("testserver",)))) as client:
    assert client.get("/chat/").status_code == 200
import time
time.sleep(1)
print(tried)
"""


def test_the_application_tries_to_reach_no_other_host() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"

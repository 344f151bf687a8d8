import os
import socket

import pytest
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = "192.0.2.1"


def test_no_test_reaches_beyond_this_machine() -> None:
    with (
        pytest.warns(UserWarning, match=ELSEWHERE),
        pytest.raises(SocketConnectBlockedError),
    ):
        socket.create_connection((ELSEWHERE, 80), timeout=1)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(listener.getsockname()).close()


def test_no_model_is_looked_for_on_the_network() -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"

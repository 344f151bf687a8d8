from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.health import health_router
from tests.fakes import FakeAssistant


class Broken(FakeAssistant):
    def reply(self, _conversation: object, _text: str) -> object:
        raise OSError("the index is gone")


def client_of(assistant: object) -> TestClient:
    app = FastAPI()
    app.include_router(health_router(assistant))
    return TestClient(app)


def test_health_says_that_the_process_is_alive(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "alive"}


def test_ready_names_the_policy(client: TestClient) -> None:
    response = client.get("/ready")
    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert response.json()["sha256"] == FakeAssistant().policy.sha256


def test_not_ready_when_no_question_gets_a_reply() -> None:
    broken = client_of(Broken())
    assert broken.get("/ready").status_code == 503
    assert broken.get("/health").status_code == 200


def test_asking_often_asks_the_assistant_once() -> None:
    assistant = FakeAssistant()
    client = client_of(assistant)
    for _ in range(5):
        client.get("/ready")
    assert len(assistant.asked) == 1

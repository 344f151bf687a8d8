"""What the description at /openapi.json allows, and more, is tried: no server error, no lie."""

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks

from assistant.api.office import Office
from assistant.api.scope import Scope
from tests.assistant.api.conftest import Having

load_all_checks()
_TRIES = 25
# Each of these must hold of whatever is sent.
_CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error", "status_code_conformance", "content_type_conformance",
        "response_schema_conformance", "response_headers_conformance",
    ]
)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_no_request_breaks_the_server_and_each_answer_is_as_described(
    app: FastAPI, office: Office, having: Having
) -> None:
    holder = having(*Scope)
    filed = holder.post(
        "/api/v1/tickets", json={"right": "delete", "requester": {"email": "ana@example.com"}}
    ).json()
    begun = holder.post("/api/v1/conversations").json()
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    tried: dict[str, int] = {}
    known = {"ticket_id": filed["ticket_id"], "conversation_id": begun["conversation_id"]}
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=_TRIES, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def attempt(case: schemathesis.Case) -> None:
            count = tried.get(case.operation.label, 0)
            tried[case.operation.label] = count + 1
            if case.path_parameters and count % 2:  # every other time, of something there is
                case.path_parameters = {name: known[name] for name in case.path_parameters}
            case.headers = {**(case.headers or {}), **dict(holder.headers)}
            answer = case.call()
            case.validate_response(answer, checks=_CHECKED)

        schemathesis_given(operation, attempt)
    assert len(tried) >= 12
    assert all(count >= 1 for count in tried.values()), tried
    assert office.desk.store.first_broken() is None


def schemathesis_given(operation: object, attempt: object) -> None:
    """Let the attempt be made with what the operation takes, and with what it should refuse."""
    from hypothesis import given

    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
        try:
            strategy = operation.as_strategy(generation_mode=mode)  # type: ignore[attr-defined]
            given(case=strategy)(attempt)()  # type: ignore[arg-type]
        except Exception as error:
            if type(error).__name__ not in ("Unsatisfiable",):
                raise

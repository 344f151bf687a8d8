from tests.assistant.tickets.submitters import endure


def test_what_was_acknowledged_is_there_once_however_many_are_killed(database_url: str) -> None:
    found = endure(database_url, submissions=60, processes=3, kills=6)
    assert found["acknowledged"] == found["tickets"] == 60
    assert (found["lost"], found["doubled"], found["told two references"]) == (0, 0, 0)
    assert (found["changes"], found["first broken"]) == (60, 0)

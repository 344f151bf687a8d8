from tests.assistant.tickets.conftest import filing

__all__ = ["filing"]

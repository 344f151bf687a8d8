from tests.assistant.tickets.conftest import database_url, postgresql_server, postgresql_url
from tests.assistant.web.conftest import client, open_client

__all__ = ["client", "database_url", "open_client", "postgresql_server", "postgresql_url"]

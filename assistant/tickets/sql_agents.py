"""The tokens of agents in the database, as digests only."""

from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.secret import secret_digest
from assistant.tickets.tables import AGENTS


class SqlAgentTokens:
    """Keeps which token is whose; ``StoreUnavailable`` where it can't."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def give(self, agent_id: str, token: str, *, issued_at: datetime) -> bool:
        """Keep it in place of the agent's last; False where the message is no newer than that."""
        row = {"token_sha256": secret_digest(token), "issued_at": time_text(issued_at)}
        mine = AGENTS.c.agent_id == agent_id
        with self._database.deed(appends=True) as connection:
            last = connection.scalar(select(AGENTS.c.issued_at).where(mine))
            if last is None:
                connection.execute(insert(AGENTS).values(agent_id=agent_id, **row))
                return True
            if last >= row["issued_at"]:
                return False
            connection.execute(update(AGENTS).where(mine).values(row))
        return True

    def agent_of(self, token: str) -> str | None:
        """Whose it is; None where it is nobody's."""
        wanted = select(AGENTS.c.agent_id).where(AGENTS.c.token_sha256 == secret_digest(token))
        with self._database.deed() as connection:
            return connection.scalar(wanted)

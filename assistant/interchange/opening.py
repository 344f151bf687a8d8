"""The Data Rights Protocol as the settings set it up."""

from assistant.errors import WrongSetting
from assistant.interchange.drp_desk import DrpDesk, read_directory_file
from assistant.tickets.desk import TicketDesk
from assistant.tickets.opening import open_tickets_engine
from assistant.tickets.sql_agents import SqlAgentTokens
from settings import Settings


def open_drp(settings: Settings, desk: TicketDesk) -> DrpDesk | None:
    """The side of the business; None where its id or the agents' keys are not set.

    ``WrongSetting`` where only one of them is, or the directory can't be read.
    """
    if settings.drp_business_id is None and settings.drp_agents is None:
        return None
    if settings.drp_business_id is None:
        raise WrongSetting("drp_business_id", "set it to the shop's id in the service directory")
    if settings.drp_agents is None:
        raise WrongSetting("drp_agents", "set it to the file of the agents that are trusted")
    try:
        agents = read_directory_file(settings.drp_agents)
    except ValueError as error:
        raise WrongSetting("drp_agents", str(error)) from None
    return DrpDesk(
        business_id=settings.drp_business_id,
        agents=agents,
        tokens=SqlAgentTokens(open_tickets_engine(settings)),
        filings=desk.filings,
        store=desk.store,
        now=desk.filings.now,
    )

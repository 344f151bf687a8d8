"""The masker for a policy."""

from assistant.intake.contact import addresses
from assistant.masking.masker import Masker
from corpus import Policy


def open_masker(policy: Policy) -> Masker:
    """Masks all but what the policy itself says of the shop: its name, its mailboxes."""
    company = policy.company.lower()
    domains = {address.rpartition("@")[2] for address in addresses(policy.text)}
    return Masker(public=[company, f"@{company}", f"{company} team"], domains=domains)

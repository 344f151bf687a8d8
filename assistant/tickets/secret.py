"""Secrets that are kept as digests only: tokens, keys, and names that only a browser knows."""

from hashlib import sha256


def secret_digest(secret: str) -> str:
    """What is kept of a secret that is random and long: nobody goes through all there could be."""
    return sha256(secret.encode(errors="replace")).hexdigest()

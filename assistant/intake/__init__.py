"""From what somebody types to a request whose fields hold what they said, and nothing else."""

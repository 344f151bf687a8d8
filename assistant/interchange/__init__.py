"""Tickets in the words of others: the Data Rights Protocol and OpenDSR."""

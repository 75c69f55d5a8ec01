"""The day of an event: who has come."""

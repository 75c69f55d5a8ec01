"""The day of an event, over HTTP."""

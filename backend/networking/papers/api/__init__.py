"""Papers of an event, over HTTP."""

"""What comes after an event, over HTTP."""

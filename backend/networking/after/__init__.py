"""After an event: contacts that both sides release, notes, feedback, thanks, and what came of it."""

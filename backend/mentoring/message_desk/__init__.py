"""The coordinators' desk for messages: what was said to whom, what became of it, and how delivery does."""

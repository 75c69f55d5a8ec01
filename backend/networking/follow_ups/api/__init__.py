"""A session of two who met at an event and stay in touch: proposed, held, answered."""

"""Group sessions: one expert, several startups, so many seats and no more, and a waitlist that moves by itself."""

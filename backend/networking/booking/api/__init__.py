"""Open slots over HTTP."""

"""Open slots: guests book meetings with one another themselves, in rounds in which both are free."""

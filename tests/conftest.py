"""What every test may ask for; people and sessions come from `tests.factories`."""

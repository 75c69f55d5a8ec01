"""Figures, no assertions: `make bench`, or one of them: `PYTHONPATH=backend:. python -m tests.benchmarks bookings`."""

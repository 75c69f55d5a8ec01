"""The same request twice is one deed with one answer: the Idempotency-Key header."""

from tests.twilio import started_emulator

__all__ = ["started_emulator"]

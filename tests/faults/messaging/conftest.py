from tests.twilio import channels, emulator, started_emulator

__all__ = ["channels", "emulator", "started_emulator"]

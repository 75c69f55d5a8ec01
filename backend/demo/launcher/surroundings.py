from collections.abc import Mapping
from pathlib import Path

# Any of these in the environment means the real vendor, and no emulator in its place.
GOOGLE = ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_API_ENDPOINT", "GOOGLE_TOKEN_URI")
TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_BASE_URL")

# Public on purpose: the emulator's account, which means nothing at Twilio.
TWILIO_ACCOUNT = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "emulator-auth-token"}


def is_emulated(vendor: tuple[str, ...], given: Mapping[str, str]) -> bool:
    """Whether none of the vendor's variables is set in the environment `given`."""
    return not any(given.get(name) for name in vendor)


def surroundings(given: Mapping[str, str], var: Path, port: int) -> dict[str, str]:
    """The environment of every part: what was `given`, and the emulators in the place of what was not."""
    made = {
        **given,
        "MERIDIAN_MODE": "demo",
        "MERIDIAN_VAR": str(var),
        "MERIDIAN_PUBLIC_URL": given.get("MERIDIAN_PUBLIC_URL") or f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
        # Else the C library keeps freed memory apart for each thread.
        "MALLOC_ARENA_MAX": "2",
    }
    if is_emulated(GOOGLE, given):
        made |= google_at(f"http://127.0.0.1:{port + 1}")
    if is_emulated(TWILIO, given):
        twilio = f"http://127.0.0.1:{port + 2}"
        made |= TWILIO_ACCOUNT | {"TWILIO_BASE_URL": twilio, "TWILIO_EMULATOR_URL": twilio}
    return made


def google_at(emulator: str) -> dict[str, str]:
    """The variables that lead every call for Google to the server at `emulator`, a URL without a path."""
    return {
        "GOOGLE_API_ENDPOINT": f"{emulator}/calendar/v3/",
        "GOOGLE_AUTH_URI": f"{emulator}/o/oauth2/v2/auth",
        "GOOGLE_TOKEN_URI": f"{emulator}/token",
        "GOOGLE_REVOKE_URI": f"{emulator}/revoke",
        "GOOGLE_USERINFO_URI": f"{emulator}/userinfo",
        "GOOGLE_EMULATOR_URL": emulator,
        "GOOGLE_PUSH_TO_LOOPBACK": "true",
    }

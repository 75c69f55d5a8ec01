from pathlib import Path

from demo.launcher.parts import emulators
from demo.launcher.surroundings import surroundings

VAR = Path("/var/lib/meridian")


def test_with_nothing_given_both_vendors_are_emulated() -> None:
    made = surroundings({}, VAR, 8000)

    assert made["MERIDIAN_PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert made["GOOGLE_API_ENDPOINT"] == "http://127.0.0.1:8001/calendar/v3/"
    assert made["TWILIO_BASE_URL"] == "http://127.0.0.1:8002"
    assert sorted(emulators({}, made, VAR, 8000)) == ["google", "twilio"]


def test_a_vendor_named_in_the_environment_is_not_emulated() -> None:
    given = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "secret"}

    made = surroundings(given, VAR, 8000)

    assert (made["TWILIO_ACCOUNT_SID"], "TWILIO_EMULATOR_URL" in made) == ("AC1", False)
    assert sorted(emulators(given, made, VAR, 8000)) == ["google"]


def test_an_empty_variable_names_nothing() -> None:
    given = {"GOOGLE_CLIENT_ID": ""}

    assert surroundings(given, VAR, 8000)["GOOGLE_EMULATOR_URL"] == "http://127.0.0.1:8001"


def test_an_address_of_its_own_is_kept() -> None:
    made = surroundings({"MERIDIAN_PUBLIC_URL": "https://demo.example"}, VAR, 8000)

    assert made["MERIDIAN_PUBLIC_URL"] == "https://demo.example"

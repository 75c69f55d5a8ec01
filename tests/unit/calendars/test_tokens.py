import pytest
from cryptography.fernet import Fernet
from pytest_django import Settings

from calendars import tokens
from calendars.tokens import UnreadableToken
from config.environment import Environment

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def use_keys(settings: Settings, *keys: str) -> None:
    environment: Environment = settings.ENV
    settings.ENV = environment.model_copy(update={"meridian_token_keys": ",".join(keys)})


def test_a_token_comes_back_and_is_never_written_alike(settings: Settings) -> None:
    first, second = tokens.encrypt("1//secret"), tokens.encrypt("1//secret")

    assert first != second
    assert "secret" not in first
    assert tokens.decrypt(first) == tokens.decrypt(second) == "1//secret"


def test_the_old_key_still_opens_and_the_new_one_closes(settings: Settings) -> None:
    use_keys(settings, OLD)
    before = tokens.encrypt("1//secret")
    use_keys(settings, NEW, OLD)

    after = tokens.encrypt("1//secret")

    assert tokens.decrypt(before) == "1//secret"
    assert Fernet(NEW).decrypt(after.encode()) == b"1//secret"


def test_a_rotated_token_does_without_the_old_key(settings: Settings) -> None:
    use_keys(settings, OLD)
    before = tokens.encrypt("1//secret")
    use_keys(settings, NEW, OLD)
    rotated = tokens.rotate(before)
    use_keys(settings, NEW)

    assert tokens.decrypt(rotated) == "1//secret"
    with pytest.raises(UnreadableToken):
        tokens.decrypt(before)
    with pytest.raises(UnreadableToken):
        tokens.rotate(before)


def test_damaged_text_is_no_token(settings: Settings) -> None:
    with pytest.raises(UnreadableToken):
        tokens.decrypt("damaged")

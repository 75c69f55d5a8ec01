"""Google's tokens at rest: encrypted with Fernet under a list of keys, so that a key can be rotated.

The newest key (`MERIDIAN_TOKEN_KEYS`, first) encrypts; every key of the list decrypts. To rotate: put a new key
first, restart, run `rotate_token_keys`, then take the old key out.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableToken(Exception):
    """No key of the list opens this text: the key that closed it was taken out, or the text is damaged."""


def encrypt(token: str) -> str:
    """`token` as text that is safe to store; different each time."""
    return _keys().encrypt(token.encode()).decode()


def decrypt(stored: str) -> str:
    """The token inside. Raises UnreadableToken."""
    try:
        return _keys().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise UnreadableToken from error


def rotate(stored: str) -> str:
    """The same token under the newest key. Raises UnreadableToken."""
    try:
        return _keys().rotate(stored.encode()).decode()
    except InvalidToken as error:
        raise UnreadableToken from error


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENV.token_keys])

"""Sign-in by personal token."""

from hmac import compare_digest
from typing import Any

from django.utils import timezone
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.settings import CONSTANTS
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import Person, PersonalToken
from storing import Compiled

BY_KEY = Compiled(
    lambda key: PersonalToken.objects.filter(token_key=key).select_related("user"),
    key=str,
)


class PersonalTokens(TokenAuthentication):  # type: ignore[misc]  # knox ships no types
    """Knox's, in one statement: it would read all tokens of the person at every request to clear expired ones."""

    def authenticate_credentials(self, token: bytes) -> tuple[Person, PersonalToken]:
        text = token.decode(errors="replace").replace("\0", "")
        now = timezone.now()  # noqa: TID251 -- knox dated it by the world's clock
        for known in BY_KEY.objects(key=text[: CONSTANTS.TOKEN_KEY_LENGTH]):
            is_over = known.expiry is not None and known.expiry < now
            if not is_over and compare_digest(hash_token(text), known.digest):
                found: tuple[Person, PersonalToken] = self.validate_user(known)
                return found
        raise AuthenticationFailed


class PersonalTokensScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]
    """How the description of the API names it."""

    target_class: Any = "accounts.authentication.PersonalTokens"

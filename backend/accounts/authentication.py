"""Sign-in by personal token."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication

if TYPE_CHECKING:
    from accounts.models import PersonalToken


class PersonalTokens(TokenAuthentication):  # type: ignore[misc]  # knox ships no types
    """Knox's, in one statement: it would read all tokens of the person at every request to clear expired ones."""

    def _cleanup_token(self, auth_token: "PersonalToken") -> bool:
        """Whether the token has expired."""
        now = timezone.now()  # noqa: TID251 -- knox dated it by the world's clock
        return auth_token.expiry is not None and auth_token.expiry < now


class PersonalTokensScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]
    """How the description of the API names it."""

    target_class: Any = "accounts.authentication.PersonalTokens"

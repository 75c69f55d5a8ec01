from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedPeopleOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come in by a coordinator's files; a stranger cannot open an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

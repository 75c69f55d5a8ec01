from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from accounts.models import Person

SPOKEN = ("ko", "en")


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's, but whoever is signed in comes out of the statement that reads the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(  # type: ignore[assignment]  # as Django does
            lambda: _person_beside(request.session) or auth.get_user(request)
        )


def _person_beside(session: SessionBase) -> Person | None:
    """The person of a session that is as it should be. What to do about any other is Django's affair."""
    signed_in_as: str | None = session.get(auth.SESSION_KEY)  # reads the row
    person: Person | None = getattr(session, "person", None)
    if person is None or not person.is_active or str(person.pk) != signed_in_as:
        return None
    if session.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    of_then, of_now = session.get(auth.HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    return person if constant_time_compare(of_then, of_now) else None


class PersonLanguageMiddleware:
    """Answers in the language the request asks for, else the signed-in person's, else Korean."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


def language_of(request: HttpRequest) -> str:
    wanted = translation.get_language_from_request(request)
    if "HTTP_ACCEPT_LANGUAGE" in request.META and wanted in SPOKEN:
        return wanted
    if isinstance(request.user, Person):
        return request.user.language
    return wanted if wanted in SPOKEN else "ko"

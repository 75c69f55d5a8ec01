from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.models import Person

SPOKEN = ("ko", "en")


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

"""Where the short link in a text leads. It only points: phones and their previews follow links by themselves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

import clock
from messaging.links.queries import path_behind

# A page of the client that says what to do instead.
NOWHERE = "/link-gone"


@require_safe
def follow_short_link(_request: HttpRequest, code: str) -> HttpResponse:
    """To the page of ours that the link stands for; one that is unknown, past or revoked does not tell which it is."""
    path = path_behind(code, now=clock.now()) or NOWHERE
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HttpResponseRedirect(settings.PUBLIC_URL + path, headers=headers)

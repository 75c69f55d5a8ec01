"""How a calendar under a secret address is read, for programs that cannot sign in; what each shows is told where it is known."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

import clock
from calendars.feed_models import SecretFeed
from calendars.operations.feeding import last_changed
from calendars.publishing import Publication

CONTENT_TYPE = "text/calendar; charset=utf-8"


class FeedReaders(AnonRateThrottle):
    """So often may one address ask: many people's programs may fetch from the same."""

    scope = "feeds"
    rate = "120/min"


class WhateverIsAccepted(BaseContentNegotiation):
    """A calendar is all there is, so nobody is refused for asking for something else; refusals are told as JSON."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, first.media_type


class FeedView(APIView):
    """The address is the permission: 256 bits that only its owner was told. 404 from the moment it is taken back."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (FeedReaders,)
    content_negotiation_class = WhateverIsAccepted

    def shown(self, token: str, now: datetime) -> tuple[SecretFeed, Publication] | None:
        """What the address opens, and what that shows at `now`; None where it opens nothing."""
        raise NotImplementedError

    def answer(self, request: Request, token: str) -> HttpResponse:
        now = clock.now()
        if (shown := self.shown(token, now)) is None:
            raise Http404
        feed, publication = shown[0], shown[1].at(f"{settings.PUBLIC_URL}{request.path}")
        etag = f'W/"{publication.fingerprint}"'  # weak: of what is shown, not of the bytes, which name the moment
        changed = int(last_changed(feed=feed, fingerprint=publication.fingerprint, now=now).timestamp())
        answer = get_conditional_response(request._request, etag=etag, last_modified=changed)  # noqa: SLF001 -- DRF's name for Django's own
        if not isinstance(answer, HttpResponse):
            answer = HttpResponse(publication.file(), content_type=CONTENT_TYPE)
        answer["ETag"] = etag
        if changed <= now.timestamp():
            answer["Last-Modified"] = http_date(changed)
        answer["Cache-Control"] = "private, no-cache"
        answer["X-Robots-Tag"] = "noindex"
        return answer

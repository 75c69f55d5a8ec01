"""A person's sessions as a calendar to subscribe to, for programs that cannot sign in."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

import clock
from calendars.queries import reader_of_feed
from mentoring.in_feeds import publication_for

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


class PersonalFeedView(APIView):
    """The address is the permission: 256 bits that only its owner was told. 404 from the moment it is taken back."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (FeedReaders,)
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(auth=[], responses={(200, "text/calendar"): OpenApiTypes.BINARY, 304: None})
    def get(self, request: Request, token: str) -> HttpResponse:
        """The person's sessions from 30 days back to a year ahead as one iCalendar file, with an ETag."""
        person, now = reader_of_feed(token), clock.now()
        if person is None:
            raise Http404
        publication = publication_for(person, now=now)
        etag = publication.etag
        answer = get_conditional_response(request._request, etag=etag)  # noqa: SLF001 -- DRF's name for Django's own
        if not isinstance(answer, HttpResponse):
            answer = HttpResponse(publication.file(), content_type=CONTENT_TYPE)
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
        answer["X-Robots-Tag"] = "noindex"
        return answer

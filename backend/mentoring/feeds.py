"""A person's sessions, or a programme's, as a calendar to subscribe to, for programs that cannot sign in."""

from collections.abc import Iterable
from datetime import datetime

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
from calendars.publishing import Publication
from calendars.queries import reader_of_feed
from mentoring.in_feeds import publication_for
from mentoring.programme_feeds.publishing import programme_publication
from mentoring.programme_feeds.queries import programme_feed_at

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

    def publication(self, token: str, now: datetime) -> Publication | None:
        """What the address shows at `now`; None where it opens nothing."""
        raise NotImplementedError

    def answer(self, request: Request, token: str) -> HttpResponse:
        publication = self.publication(token, clock.now())
        if publication is None:
            raise Http404
        etag = publication.etag
        answer = get_conditional_response(request._request, etag=etag)  # noqa: SLF001 -- DRF's name for Django's own
        if not isinstance(answer, HttpResponse):
            answer = HttpResponse(publication.file(), content_type=CONTENT_TYPE)
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
        answer["X-Robots-Tag"] = "noindex"
        return answer


class PersonalFeedView(FeedView):
    @extend_schema(auth=[], responses={(200, "text/calendar"): OpenApiTypes.BINARY, 304: None})
    def get(self, request: Request, token: str) -> HttpResponse:
        """The person's sessions from 30 days back to a year ahead as one iCalendar file, with an ETag."""
        return self.answer(request, token)

    def publication(self, token: str, now: datetime) -> Publication | None:
        person = reader_of_feed(token)
        return None if person is None else publication_for(person, now=now)


class ProgrammeFeedFileView(FeedView):
    @extend_schema(auth=[], responses={(200, "text/calendar"): OpenApiTypes.BINARY, 304: None})
    def get(self, request: Request, token: str) -> HttpResponse:
        """What the address's owner may see of a programme, times and names alone, in the same form."""
        return self.answer(request, token)

    def publication(self, token: str, now: datetime) -> Publication | None:
        feed = programme_feed_at(token)
        return None if feed is None else programme_publication(feed, now=now)

"""A person's own calendar as programs subscribe to it: all areas at once, which do not know each other."""

from datetime import datetime

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from calendars.feed_files import FeedView
from calendars.feed_models import SecretFeed
from calendars.publishing import Publication
from calendars.queries import feed_at
from mentoring.in_feeds import publication_for
from networking.in_calendars.items import items_of


class PersonalFeedView(FeedView):
    @extend_schema(auth=[], responses={(200, "text/calendar"): OpenApiTypes.BINARY, 304: None})
    def get(self, request: Request, token: str) -> HttpResponse:
        """The person's sessions and networking events from 30 days back to a year ahead as one iCalendar file, with an
        ETag."""
        return self.answer(request, token)

    def shown(self, token: str, now: datetime) -> tuple[SecretFeed, Publication] | None:
        feed = feed_at(token)
        if feed is None:
            return None
        items = items_of(feed.person, now=now)
        return feed, publication_for(feed.person, items=items, now=now)

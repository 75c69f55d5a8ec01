"""A programme's sessions as a calendar to subscribe to."""

from datetime import datetime

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from calendars.feed_files import FeedView
from calendars.feed_models import SecretFeed
from calendars.publishing import Publication
from mentoring.programme_feeds.publishing import programme_publication
from mentoring.programme_feeds.queries import programme_feed_at


class ProgrammeFeedFileView(FeedView):
    @extend_schema(auth=[], responses={(200, "text/calendar"): OpenApiTypes.BINARY, 304: None})
    def get(self, request: Request, token: str) -> HttpResponse:
        """What the address's owner may see of a programme, times and names alone, in the same form."""
        return self.answer(request, token)

    def shown(self, token: str, now: datetime) -> tuple[SecretFeed, Publication] | None:
        feed = programme_feed_at(token)
        return None if feed is None else (feed, programme_publication(feed, now=now))

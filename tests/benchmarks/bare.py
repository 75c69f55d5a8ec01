"""A yardstick: a bare DRF view with one statement, served as the product is but without anything else that a request
of the product passes through. What it takes tells one machine, and one hour of it, from another."""

import os
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()  # the views of DRF read settings as they are imported

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.permissions import AllowAny  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

A_WEEK = """
SELECT starts_at, lower(during), upper(during) FROM agenda_commitment
 WHERE person_id = %s AND released_at IS NULL AND during && tstzrange(%s, %s::timestamptz + interval '7 days')
"""


class WeekView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request, person_id: int) -> Response:
        """One person's commitments of a week."""
        begin = datetime.fromisoformat(request.query_params["from"])
        with connection.cursor() as cursor:
            cursor.execute(A_WEEK, [person_id, begin, begin])
            return Response([[instant.isoformat() for instant in row] for row in cursor.fetchall()])


urlpatterns = [path("week/<int:person_id>", WeekView.as_view())]
settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
application = WSGIHandler()

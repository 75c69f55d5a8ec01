"""The words of what guests of events are told, the hub's for all of them: translate, call once, translate back."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from agenda.api.matching import IF_MATCH, revisions_seen
from messaging.models import TemplateAbout
from messaging.templates import serializers as shapes
from messaging.templates.answering import answer, asked, shown_answer
from messaging.templates.filling import Key, Template
from messaging.templates.listing import key_named, listed
from messaging.templates.operations import restore_wording, word_message


class EventTemplatesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.TemplateRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every message of events, not by pages: they are as many as there are kinds."""
        return Response(shapes.TemplateRowSerializer(listed(None), many=True).data)


class EventTemplateView(APIView):
    """One message in one language on one channel."""

    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.TemplateSerializer)
    def get(self, request: Request, **named: str) -> Response:
        return answer(None, _key(**named))

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.TemplateWordsSerializer, responses=shapes.TemplateSerializer
    )
    def put(self, request: Request, **named: str) -> Response:
        """Send these words from the next message on. 400 `template_refused` names the field and the placeholder."""
        key, words = _key(**named), asked(shapes.TemplateWordsSerializer, request)
        word_message(
            programme=None,
            key=key,
            template=Template(words["subject"], words["body"]),
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return answer(None, key)


class EventTemplateRestoreView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.TemplateRestoreSerializer, responses=shapes.TemplateSerializer
    )
    def post(self, request: Request, **named: str) -> Response:
        """Say an older wording again, or the built-in words; what was said in between stays in the history."""
        key = _key(**named)
        restore_wording(
            programme=None,
            key=key,
            number=asked(shapes.TemplateRestoreSerializer, request)["number"],
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return answer(None, key)


class EventTemplatePreviewView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.TemplateDraftSerializer, responses=shapes.ShownTemplateSerializer)
    def post(self, request: Request, **named: str) -> Response:
        """What a draft looks like to an invented reader, and what a text of it takes. Nothing is kept."""
        return shown_answer(_key(**named), request)


def _key(kind: str, channel: str, language: str) -> Key:
    return key_named(TemplateAbout.EVENT, kind, channel, language)

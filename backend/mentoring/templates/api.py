"""The words of a programme's messages, for coordinators: translate, call once, translate back."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from agenda.api.matching import IF_MATCH, revisions_seen
from mentoring.models import Programme
from mentoring.templates import operations
from messaging.models import TemplateAbout
from messaging.templates import serializers as shapes
from messaging.templates.answering import answer, asked, shown_answer
from messaging.templates.filling import Key, Template
from messaging.templates.listing import TemplateUnknown, key_named, listed


class TemplatesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.TemplateRowSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Every message that the programme can word, not by pages: they are as many as there are kinds."""
        programme = _programme(slug)
        return Response(shapes.TemplateRowSerializer(listed(programme.pk), many=True).data)


class TemplateView(APIView):
    """One message in one language on one channel."""

    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.TemplateSerializer)
    def get(self, request: Request, slug: str, **named: str) -> Response:
        return answer(_programme(slug).pk, _key(**named))

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.TemplateWordsSerializer, responses=shapes.TemplateSerializer
    )
    def put(self, request: Request, slug: str, **named: str) -> Response:
        """Send these words from the next message on. 400 `template_refused` names the field and the placeholder."""
        programme, key = _programme(slug), _key(**named)
        words = asked(shapes.TemplateWordsSerializer, request)
        operations.word(
            programme=programme,
            key=key,
            template=Template(words["subject"], words["body"]),
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return answer(programme.pk, key)


class TemplateRestoreView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.TemplateRestoreSerializer, responses=shapes.TemplateSerializer
    )
    def post(self, request: Request, slug: str, **named: str) -> Response:
        """Say an older wording again, or the built-in words; what was said in between stays in the history."""
        programme, key = _programme(slug), _key(**named)
        operations.restore(
            programme=programme,
            key=key,
            number=asked(shapes.TemplateRestoreSerializer, request)["number"],
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return answer(programme.pk, key)


class TemplatePreviewView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.TemplateDraftSerializer, responses=shapes.ShownTemplateSerializer)
    def post(self, request: Request, slug: str, **named: str) -> Response:
        """What a draft looks like to an invented reader, and what a text of it takes. Nothing is kept."""
        _programme(slug)
        return shown_answer(_key(**named), request)


def _programme(slug: str) -> Programme:
    return get_object_or_404(Programme, slug=slug)


def _key(about: str, kind: str, channel: str, language: str) -> Key:
    """One of a programme: those of events are the hub's."""
    if about == TemplateAbout.EVENT:
        raise TemplateUnknown
    return key_named(about, kind, channel, language)

"""The words of a programme's messages, for coordinators: translate, call once, translate back."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from agenda.api.matching import IF_MATCH, etag, revisions_seen
from mentoring.models import Programme
from mentoring.templates import operations, queries
from mentoring.templates import serializers as shapes
from mentoring.templates.queries import key_named
from messaging.models import Channel
from messaging.templates.catalogue import samples
from messaging.templates.filling import Key, Template
from messaging.templates.operations import fault_problems
from messaging.templates.placeholders import grammar_of
from messaging.templates.preview import SAMPLES, shown


class TemplatesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.TemplateRowSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Every message that the programme can word, not by pages: they are as many as there are kinds."""
        programme = _programme(slug)
        return Response(shapes.TemplateRowSerializer(queries.listed(programme), many=True).data)


class TemplateView(APIView):
    """One message in one language on one channel."""

    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.TemplateSerializer)
    def get(self, request: Request, slug: str, **named: str) -> Response:
        return _opened(_programme(slug), key_named(**named))

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.TemplateWordsSerializer, responses=shapes.TemplateSerializer
    )
    def put(self, request: Request, slug: str, **named: str) -> Response:
        """Send these words from the next message on. 400 `template_refused` names the field and the placeholder."""
        programme, key = _programme(slug), key_named(**named)
        asked = _asked(shapes.TemplateWordsSerializer, request)
        operations.word(
            programme=programme,
            key=key,
            template=Template(asked["subject"], asked["body"]),
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return _opened(programme, key)


class TemplateRestoreView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.TemplateRestoreSerializer, responses=shapes.TemplateSerializer
    )
    def post(self, request: Request, slug: str, **named: str) -> Response:
        """Say an older wording again, or the built-in words; what was said in between stays in the history."""
        programme, key = _programme(slug), key_named(**named)
        operations.restore(
            programme=programme,
            key=key,
            number=_asked(shapes.TemplateRestoreSerializer, request)["number"],
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return _opened(programme, key)


class TemplatePreviewView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=shapes.TemplateDraftSerializer, responses=shapes.ShownTemplateSerializer)
    def post(self, request: Request, slug: str, **named: str) -> Response:
        """What a draft looks like to an invented reader, and what a text of it takes. Nothing is kept."""
        _programme(slug)
        key, asked = key_named(**named), _asked(shapes.TemplateDraftSerializer, request)
        found = shown(key, Template(asked["subject"], asked["body"]), asked["place"], now=clock.now())
        told = {
            "subject": found.subject,
            "body": found.body,
            "budget": found.budget,
            "changes": found.changes,
            "faults": [one.as_dict() for one in fault_problems(found.faults)],
        }
        return Response(shapes.ShownTemplateSerializer(told).data)


def _programme(slug: str) -> Programme:
    return get_object_or_404(Programme, slug=slug)


def _asked(shape: Any, request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def _opened(programme: Programme, key: Key) -> Response:
    found = queries.opened(programme, key)
    told = {
        "key": key,
        "number": found.number,
        "is_own": found.is_own,
        "fits": found.fits,
        "template": found.template,
        "built_in": found.built_in,
        "placeholders": _placeholders(key),
        "history": found.history,
    }
    return Response(shapes.TemplateSerializer(told).data, headers=etag(found.number))


def _placeholders(key: Key) -> list[dict[str, Any]]:
    """With a sample each, as a reader of that language would see it."""
    grammar = grammar_of(key.about, key.kind, key.channel)
    in_subject = grammar_of(key.about, key.kind, key.channel, is_subject=True).allowed
    sample = SAMPLES["seoul" if key.language == "ko" else "california"]
    return [
        {
            "name": name,
            "sample": said,
            "in_subject": key.channel == Channel.EMAIL and name in in_subject,
            "one_of": next((group for group in grammar.required if name in group), ()),
        }
        for name, said in samples(key, sample, clock.now())
    ]

"""What the doors to templates answer, those of programmes and that of events alike."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

import clock
from agenda.api.matching import etag
from messaging.models import Channel
from messaging.templates import serializers as shapes
from messaging.templates.catalogue import samples
from messaging.templates.filling import Key, Template
from messaging.templates.listing import opened
from messaging.templates.operations import fault_problems
from messaging.templates.placeholders import grammar_of
from messaging.templates.preview import SAMPLES, shown


def asked(shape: Any, request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def answer(programme: int | None, key: Key) -> Response:
    """One message with its history, and the ETag of its last wording."""
    found = opened(programme, key)
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


def shown_answer(key: Key, request: Request) -> Response:
    """What the draft in `request` looks like to an invented reader."""
    draft = asked(shapes.TemplateDraftSerializer, request)
    found = shown(key, Template(draft["subject"], draft["body"]), draft["place"], now=clock.now())
    told = {
        "subject": found.subject,
        "body": found.body,
        "budget": found.budget,
        "changes": found.changes,
        "faults": [one.as_dict() for one in fault_problems(found.faults)],
    }
    return Response(shapes.ShownTemplateSerializer(told).data)


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

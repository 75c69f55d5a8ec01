from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock


class InstallationSerializer(serializers.Serializer[dict[str, object]]):
    name = serializers.CharField()
    demo = serializers.BooleanField()
    emulated = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    now = serializers.DateTimeField()


class InstallationView(APIView):
    """What this installation is: its hub, its languages, its clock, and which parts are emulated."""

    permission_classes = [AllowAny]

    @extend_schema(responses=InstallationSerializer)
    def get(self, request: Request) -> Response:
        answer = {
            "name": settings.ENV.meridian_hub_name,
            "demo": settings.DEMO,
            "emulated": settings.ENV.emulated_parts,
            "languages": [code for code, _ in settings.LANGUAGES],
            "now": clock.now(),
        }
        return Response(InstallationSerializer(answer).data)

"""Where the mail provider, or what stands between, reports bounces and complaints; signed with a secret that both know.

The body is JSON: `{"type": "bounce", "permanent": true, "message_id": "<message-…@…>", "address": "ada@hub.example"}`, or
`{"type": "complaint", "message_id": …}`; other fields are not read. The header `X-Meridian-Signature` is `sha256=` and the
HMAC-SHA256 of the body in hex. What is signed and of no mail of ours is answered with 200 and changes nothing.
"""

import hmac
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from messaging.mail_reports.operations import Report, ReportKind, take_report
from problems import Problem
from problems.parsing import JSONParser

SIGNATURE = "X-Meridian-Signature"


class ForgedMailReport(Problem):
    code = "forged_signature"
    status = 403
    title = _("Not signed by the mail provider")
    detail = _("The signature does not fit the body. Check MAIL_WEBHOOK_SECRET on both sides.")


class MailReportSerializer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(choices=[kind.value for kind in ReportKind])
    permanent = serializers.BooleanField(default=False)
    message_id = serializers.CharField(max_length=998)
    address = serializers.CharField(max_length=320, allow_blank=True, default="")


class MailReportWebhook(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser,)
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        if not _is_genuine(request.headers.get(SIGNATURE, ""), request.body):
            raise ForgedMailReport

    def post(self, request: Request) -> Response:
        told = MailReportSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        said = told.validated_data
        kind = ReportKind(said["type"])
        report = Report(
            kind, said["message_id"], said["address"], said["permanent"] and kind == ReportKind.BOUNCE
        )
        return Response({"taken": take_report(report=report, now=clock.now())})


def _is_genuine(signature: str, body: bytes) -> bool:
    """Without a secret none is."""
    secret = settings.ENV.mail_webhook_secret.get_secret_value()
    expected = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(expected.encode(), signature.encode(errors="replace"))

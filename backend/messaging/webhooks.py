"""Where Twilio calls: delivery receipts and inbound texts, both signed."""

import re

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from integrations.channel import Forged, Posted
from integrations.twilio_sms.signatures import is_genuine
from integrations.twilio_sms.whatsapp import PREFIX
from messaging.channels import INSTALLED
from messaging.inbound.operations import take_text
from messaging.inbound.rules import Reading, reading_of
from messaging.models import Channel
from messaging.operations import apply_receipt
from problems import Problem

SID = re.compile(r"(SM|MM)[0-9a-f]{32}")
WORD = re.compile(r"[a-z_-]{1,20}")
PHONE = re.compile(r"(whatsapp:)?\+[1-9][0-9]{6,14}")
NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class ForgedSignature(Problem):
    code = "forged_signature"
    status = 403
    title = _("Not from Twilio")
    detail = _(
        "The signature does not fit this address and these values. Check the token and the public address."
    )


class ForgedReceipt(Problem):
    code = "forged_signature"
    status = 403
    title = _("Not from the vendor of this channel")
    detail = _("What proves it does not fit. Check the channel's secret on both sides.")


class IncompleteWebhook(Problem):
    code = "incomplete_webhook"
    status = 400
    title = _("Something is missing")
    detail = _("A field that is always sent is missing or is not what it should be.")


class TwilioWebhook(APIView):
    """Takes only what was signed with one of our auth tokens, for the address by which the world knows us.

    https://www.twilio.com/docs/usage/security
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (FormParser, MultiPartParser)
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        url = settings.PUBLIC_URL + request.get_full_path()
        signature = request.headers.get("X-Twilio-Signature")
        if not is_genuine(url, request.POST, signature, settings.ENV.twilio_tokens):
            raise ForgedSignature


class StatusWebhook(TwilioWebhook):
    def post(self, request: Request) -> HttpResponse:
        apply_receipt(
            provider_id=_field(request, "MessageSid", SID),
            status=_field(request, "MessageStatus", WORD),
            error_code=_error_code(request),
            now=clock.now(),
        )
        return HttpResponse(status=204)


class InboundWebhook(TwilioWebhook):
    def post(self, request: Request) -> HttpResponse:
        """The answer here says nothing, whoever asks: what is to be said to somebody whom we know is a message of its
        own."""
        sender = _field(request, "From", PHONE)
        take_text(
            sid=_field(request, "MessageSid", SID),
            phone=sender.removeprefix(PREFIX),
            channel=Channel.WHATSAPP if sender.startswith(PREFIX) else Channel.SMS,
            body=_said(request),
            keyword=request.POST.get("OptOutType", ""),
            now=clock.now(),
        )
        return HttpResponse(NO_REPLY, content_type="text/xml")


class ChannelReceipts(APIView):
    """Where the vendor of a channel that a hub has added posts what became of messages; the channel knows its own."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = ()
    schema = None

    def post(self, request: Request, channel: str) -> HttpResponse:
        way = INSTALLED.channels.ways.get(channel)
        if way is None or channel in Channel.values:
            raise Http404
        headers = {name.lower(): value for name, value in request.headers.items()}
        url = settings.PUBLIC_URL + request.get_full_path()
        try:
            receipts = way.receipts(Posted(url, request._request.body, headers))  # noqa: SLF001 -- DRF keeps it there
        except Forged as error:
            raise ForgedReceipt from error
        except ValueError as error:
            raise IncompleteWebhook from error
        for one in receipts:
            apply_receipt(
                provider_id=one.provider_id, status=one.status, error_code=one.code, now=clock.now()
            )
        return HttpResponse(status=204)


def _field(request: Request, name: str, form: re.Pattern[str]) -> str:
    value = str(request.POST.get(name, ""))
    if not form.fullmatch(value):
        raise IncompleteWebhook(missing=name)
    return value


def _said(request: Request) -> str:
    """The words; of a button of approved words what stands behind it, if that answers: it may be called anything."""
    behind = str(request.POST.get("ButtonPayload", ""))
    return str(request.POST.get("Body", "")) if reading_of(behind) is Reading.WORDS else behind


def _error_code(request: Request) -> str:
    code = str(request.POST.get("ErrorCode", ""))
    return code if re.fullmatch(r"[0-9]{1,6}", code) else ""

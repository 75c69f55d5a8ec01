"""Twilio's own words for what it refuses: https://www.twilio.com/docs/api/errors."""

from __future__ import annotations

import json
from typing import Any

from integrations.emulators.faults import Answer

MESSAGES = {
    20001: "Invalid parameter",
    20003: "Authenticate",
    20009: "Cannot delete this resource because it is not complete.",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "An internal server error has occurred",
    20503: "Service unavailable",
    21211: "Invalid 'To' Phone Number",
    21212: "Invalid 'From' Number",
    21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number is not a valid, SMS-capable inbound phone number for your account.",
    21609: "The 'StatusCallback' URL is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21612: "Message cannot be sent with the current combination of 'To' and 'From' parameters",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit.",
    21624: "The validity period is out of range.",
    21705: "The Messaging Service Sid is invalid.",
    21655: "The ContentSid is invalid.",
    21656: "The ContentVariables parameter is invalid.",
    21910: "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
    30001: "Queue overflow",
    30003: "Unreachable destination handset",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30034: "Message from an unregistered number",
    30036: "Validity period expired",
    30409: "Cannot cancel this message because it is not cancelable.",
    30610: "Blocked in the recipient's quiet hours",
    63003: "Channel could not find To address",
    63014: "Channel message blocked by user action",
    63016: "Outside messaging window. For WhatsApp, use a Message Template instead",
    63024: "Invalid message recipient",
    35114: "SendAt must be between 300 seconds and 35 days in the future.",
    35118: "MessagingServiceSid is required to schedule a message.",
}
STATUSES = {20003: 401, 20009: 409, 20404: 404, 20429: 429, 20500: 500, 20503: 503, 30409: 409}


class Refused(Exception):
    """The answer to a request that Twilio does not carry out."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(message or MESSAGES[code])
        self.code = code
        self.status = STATUSES.get(code, 400)

    def body(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": str(self),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def _answer(code: int) -> Answer:
    refused = Refused(code)
    return Answer(refused.status, json.dumps(refused.body()), content_type="application/json")


NAMED_FAULTS = {
    "tooManyRequests": _answer(20429),
    "internalError": _answer(20500),
    "unavailable": _answer(20503),
    "badGateway": Answer(502, "<html><body>502 Bad Gateway</body></html>", content_type="text/html"),
    "garbage": Answer(201, "<html><body>Welcome to the airport WiFi</body></html>", content_type="text/html"),
    "emptyObject": Answer(201, "{}", content_type="application/json"),
}

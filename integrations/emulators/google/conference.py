"""Meet links: made on request, at once, later or never.

Source: discovery document (ConferenceData, ConferenceRequestStatus).
"""

from __future__ import annotations

import hashlib

from integrations.emulators.google.store import JsonObject, Row, World


def arranged(world: World, row_before: JsonObject, event: JsonObject) -> tuple[JsonObject, int]:
    """The event with its conference request answered, and how many reads it stays pending.

    A request with the id of the one before is ignored; what else is changed of the conference counts.
    """
    request = (event.get("conferenceData") or {}).get("createRequest")
    before = row_before.get("conferenceData")
    if not request:
        return _without_link(event) if not event.get("conferenceData") else event, 0
    known = ((before or {}).get("createRequest") or {}).get("requestId")
    if before and known == request.get("requestId"):
        changed = {key: value for key, value in event["conferenceData"].items() if key != "createRequest"}
        return event | {"conferenceData": before | changed}, 0
    outcome = world.knobs.conference
    answered = event | {"conferenceData": _answered(event["id"], request, outcome)}
    if outcome == "success":
        return _linked(answered), 0
    return answered, world.knobs.pending_reads if outcome == "pending" else 0


def count_read(world: World, row: Row) -> bool:
    """A pending conference is settled after some reads; True when this read was the last it took."""
    if row.pending_reads <= 0:
        return False
    row.pending_reads -= 1
    if row.pending_reads:
        return False
    request = row.event["conferenceData"]["createRequest"]
    outcome = world.knobs.pending_ends
    settled = row.event | {"conferenceData": _answered(row.event["id"], request, outcome)}
    row.event = _linked(settled) if outcome == "success" else settled
    return True


def _answered(event_id: str, request: JsonObject, outcome: str) -> JsonObject:
    key = request.get("conferenceSolutionKey") or {"type": "hangoutsMeet"}
    request_id = str(request.get("requestId", ""))
    asked = {"requestId": request_id, "conferenceSolutionKey": key}
    data: JsonObject = {"createRequest": asked | {"status": {"statusCode": outcome}}}
    if outcome == "success":
        code = _meet_code(event_id + request_id)
        uri = f"https://meet.google.com/{code}"
        icon = "https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4.png"
        data |= {
            "entryPoints": [{"entryPointType": "video", "uri": uri, "label": uri.removeprefix("https://")}],
            "conferenceSolution": {"key": key, "name": "Google Meet", "iconUri": icon},
            "conferenceId": code,
        }
    return data


def _linked(event: JsonObject) -> JsonObject:
    return event | {"hangoutLink": event["conferenceData"]["entryPoints"][0]["uri"]}


def _without_link(event: JsonObject) -> JsonObject:
    return {key: value for key, value in event.items() if key not in ("hangoutLink", "conferenceData")}


def _meet_code(seed: str) -> str:
    """Ten letters as abc-defg-hij."""
    digest = hashlib.sha256(seed.encode()).digest()
    letters = "".join(chr(ord("a") + byte % 26) for byte in digest[:10])
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"

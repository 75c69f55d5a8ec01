"""The human pages: accounts, and one person's calendar as an agenda with Move and Delete."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from integrations.emulators.google import instances
from integrations.emulators.google.consent import BRAND
from integrations.emulators.google.errors import ApiError
from integrations.emulators.google.people import act
from integrations.emulators.google.store import Account, JsonObject, Row, Shelf, World
from integrations.emulators.google.times import instant
from integrations.emulators.pages import escape, page

ANSWER_WORDS = {
    "accepted": "accepted",
    "declined": "declined",
    "tentative": "maybe",
    "needsAction": "not answered",
}
PAST_SHOWN = timedelta(days=30)


def page_routes(world: World) -> list[Route]:
    """`/`, `/calendar/<email>` and its forms."""

    async def accounts(_: Request) -> Response:
        return page("Accounts", _accounts(world), brand=BRAND)

    async def calendar(request: Request) -> Response:
        account = world.accounts.get(request.path_params["email"].lower())
        if account is None:
            return _missing("No such account.")
        return page(f"Calendar of {account.name}", _agenda(world, account), brand=BRAND)

    async def form(request: Request) -> Response:
        email, event_id = request.path_params["email"].lower(), request.path_params["event_id"]
        given = await request.form()
        if email not in world.accounts:
            return _missing("No such account.")
        action, order = str(given.get("action", "")), {}
        try:
            if action == "move":
                zone = ZoneInfo(world.accounts[email].time_zone)
                local = datetime.fromisoformat(str(given.get("starts_at", "")))
                order = {"starts_at": local.replace(tzinfo=zone).isoformat()}
            act(world, email, event_id, action, order)
        except (ApiError, ValueError) as error:
            back = f'<p><a href="/calendar/{quote(email)}">Back to the calendar</a></p>'
            reason = f'<p class="danger">{escape(str(error))}</p>'
            return page("That did not work", reason + back, brand=BRAND, status=400)
        return RedirectResponse(f"/calendar/{quote(email)}#{quote(event_id)}", status_code=303)

    return [
        Route("/", accounts),
        Route("/calendar/{email}", calendar),
        Route("/calendar/{email}/events/{event_id}", form, methods=["POST"]),
    ]


def _missing(reason: str) -> Response:
    return page("Not found", f'<p class="danger">{escape(reason)}</p>', brand=BRAND, status=404)


def _accounts(world: World) -> str:
    rows = [
        f'<li class="card"><a href="/calendar/{quote(account.email)}">{escape(account.name)}</a><br>'
        f'<span class="dim">{escape(account.email)} · {escape(account.time_zone)} · '
        f"{_count(len(_visible(world, world.shelves[account.email])))}</span></li>"
        for account in sorted(world.accounts.values(), key=lambda account: account.name)
    ]
    empty = '<p class="card">No accounts yet. One appears as soon as somebody connects a calendar.</p>'
    return f'<ul class="plain">{"".join(rows)}</ul>' if rows else empty


def _count(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


def _visible(world: World, shelf: Shelf) -> list[Row]:
    """Live events from a month ago on, by start."""
    since = world.clock.now() - PAST_SHOWN
    rows = [row for _, row in instances.singles(shelf) if not row.is_cancelled]
    rows = [row for row in rows if instant(row.event["end"], shelf.time_zone) > since]
    return sorted(rows, key=lambda row: instant(row.event["start"], shelf.time_zone))


def _agenda(world: World, account: Account) -> str:
    shelf, zone = world.shelves[account.email], ZoneInfo(account.time_zone)
    intro = f'<p class="dim">{escape(account.email)} · times in {escape(account.time_zone)}</p>'
    rows = _visible(world, shelf)
    if not rows:
        return intro + '<p class="card">Nothing planned. Events appear here when they are written.</p>'
    days = groupby(rows, key=lambda row: instant(row.event["start"], shelf.time_zone).astimezone(zone).date())
    return intro + "".join(
        f"<section><h2>{day:%A, %d %B %Y}</h2>{''.join(_card(row, shelf, zone) for row in group)}</section>"
        for day, group in days
    )


def _card(row: Row, shelf: Shelf, zone: ZoneInfo) -> str:
    event = row.event
    title = event.get("summary") or "(No title)"
    description = f"<pre>{escape(event['description'])}</pre>" if event.get("description") else ""
    location = f'<p class="dim">{escape(event["location"])}</p>' if event.get("location") else ""
    return (
        f'<article class="card" id="{escape(event["id"])}"><h3>{escape(title)}</h3>'
        f"<p>{_when(event, shelf, zone)}</p>{location}{_meet(event)}{description}{_guests(event, shelf)}"
        f"{_forms(event, shelf, zone, title)}</article>"
    )


def _when(event: JsonObject, shelf: Shelf, zone: ZoneInfo) -> str:
    if "date" in event["start"]:
        return "All day"
    start, end = (instant(event[edge], shelf.time_zone).astimezone(zone) for edge in ("start", "end"))
    zone_name = escape(start.tzname() or "")
    return f'<time datetime="{start.isoformat()}">{start:%H:%M}</time> to {end:%H:%M} {zone_name}'


def _meet(event: JsonObject) -> str:
    link = event.get("hangoutLink")
    if link:
        return f'<p><a href="{escape(link)}" rel="noreferrer">Join with Google Meet</a></p>'
    status = ((event.get("conferenceData") or {}).get("createRequest") or {}).get("status", {})
    return f'<p class="dim">Meet link: {escape(status["statusCode"])}</p>' if status else ""


def _guests(event: JsonObject, shelf: Shelf) -> str:
    rows = []
    for entry in event.get("attendees", []):
        you = " (you)" if entry["email"] == shelf.id else ""
        name = f"{entry['displayName']} · " if entry.get("displayName") else ""
        answer = ANSWER_WORDS[entry["responseStatus"]]
        rows.append(f'<li>{escape(name + entry["email"])}{you} <span class="dim">{answer}</span></li>')
    organizer = f'<p class="dim">Organizer: {escape(event["organizer"]["email"])}</p>'
    return organizer + (f'<ul class="plain" aria-label="Guests">{"".join(rows)}</ul>' if rows else "")


def _forms(event: JsonObject, shelf: Shelf, zone: ZoneInfo, title: str) -> str:
    target = f"/calendar/{quote(shelf.id)}/events/{quote(event['id'])}"
    name, is_organizer = escape(title), event["organizer"]["email"] == shelf.id
    forms = []
    if (is_organizer or event.get("guestsCanModify")) and "dateTime" in event["start"]:
        start = instant(event["start"], shelf.time_zone).astimezone(zone)
        forms.append(
            f'<form class="row" method="post" action="{target}"><label>New start'
            f'<input type="datetime-local" name="starts_at" value="{start:%Y-%m-%dT%H:%M}" required></label>'
            f'<button name="action" value="move" aria-label="Move {name}">Move</button></form>'
        )
    buttons = (
        f'<button class="danger" name="action" value="delete" aria-label="Delete {name}">Delete</button>'
    )
    if any(entry["email"] == shelf.id for entry in event.get("attendees", [])):
        buttons = (
            f'<button name="action" value="accept" aria-label="Accept {name}">Accept</button>'
            f'<button name="action" value="decline" aria-label="Decline {name}">Decline</button>' + buttons
        )
    forms.append(f'<form class="row" method="post" action="{target}">{buttons}</form>')
    return "".join(forms)

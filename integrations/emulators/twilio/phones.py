"""The phones that messages arrive on, for people to look at and to answer from."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from integrations.emulators.pages import escape, page
from integrations.emulators.twilio import inbound, numbers
from integrations.emulators.twilio.courier import Courier
from integrations.emulators.twilio.store import Message
from integrations.emulators.twilio.world import World

BRAND = "Twilio stand-in"
LONGEST_REPLY = 1600
LINK = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]])")
NOT_SHOWN = ("undelivered", "failed", "canceled")
# Bubbles on top of the look that all stand-ins share.
STYLE = """<style>
ol.thread { list-style: none; padding: 0; margin: 1rem 0; display: flex; flex-direction: column; gap: .9rem; }
ol.thread li { max-width: min(30rem, 88%); } ol.thread li.mine { align-self: flex-end; }
.bubble { background: var(--card); border: 1px solid var(--line); border-radius: 1.1rem 1.1rem 1.1rem .3rem;
  padding: .6rem .9rem; white-space: pre-wrap; margin: 0; }
.mine .bubble { border-radius: 1.1rem 1.1rem .3rem 1.1rem; border-color: var(--accent); }
.lost .bubble { border-style: dashed; } .meta { font-size: .85rem; color: var(--dim); margin: .2rem .4rem 0; }
textarea { font: inherit; width: 100%; min-height: 4.5rem; padding: .5rem .7rem; border-radius: .4rem;
  border: 1px solid var(--line); background: var(--paper); color: var(--ink); }
</style>"""
# The page fetches itself and swaps what changed, so that a text appears as it does on a phone.
REFRESH = """<script>setInterval(async () => {
  try { const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const now = document.getElementById("live"), next = page.getElementById("live");
    if (now && next && now.innerHTML !== next.innerHTML) now.innerHTML = next.innerHTML; } catch {}
}, 2000);</script>"""


def phone_routes(world: World, courier: Courier) -> list[Route]:
    """`/` lists the phones, `/phone/<E.164>` is one of them; a POST to it is a text that its owner sends."""

    async def phones(_: Request) -> Response:
        return page("Phones", STYLE + _live(_phone_list(world)) + REFRESH, brand=BRAND)

    async def phone(request: Request) -> Response:
        number = request.path_params["number"]
        if not numbers.ADDRESS.fullmatch(number):
            return page(
                "No such phone", "<p>A phone number looks like +821012345678.</p>", brand=BRAND, status=404
            )
        if request.method == "POST":
            return await _send_reply(request, number)
        return page(
            number, STYLE + _live(_thread(world, number)) + _reply_form(number) + REFRESH, brand=BRAND
        )

    async def _send_reply(request: Request, number: str) -> Response:
        body = str((await request.form()).get("body", "")).replace("\r\n", "\n").strip()[:LONGEST_REPLY]
        if body and not numbers.is_korean(number):
            inbound.receive(world, courier, number, body)
        return RedirectResponse(_address(number), status_code=303)

    return [Route("/", phones), Route("/phone/{number}", phone, methods=["GET", "POST"])]


def _live(html: str) -> str:
    return f'<div id="live" aria-live="polite">{html}</div>'


def _address(number: str) -> str:
    return f"/phone/{quote(number, safe='')}"


def _phone_list(world: World) -> str:
    last = {message.phone: message for message in world.store.messages.values()}
    if not last:
        return "<p>No message was sent yet. Each phone that is texted appears here.</p>"
    newest_first = sorted(last.values(), key=lambda message: message.created_at, reverse=True)
    return "".join(_phone_row(message, world.store.opted_out) for message in newest_first)


def _phone_row(message: Message, opted_out: set[tuple[str, str]]) -> str:
    silent = any(phone == message.phone for _, phone in opted_out)
    note = ' <span class="danger">opted out</span>' if silent else ""
    return (
        f'<section class="card"><h2><a href="{_address(message.phone)}">{escape(message.phone)}</a>{note}</h2>'
        f"<pre>{_linked(message.shown or message.body)}</pre>{_meta(message)}</section>"
    )


def _thread(world: World, number: str) -> str:
    messages = world.store.thread(number)
    if not messages:
        return "<p>This phone has no messages.</p>"
    return f'<ol class="thread">{"".join(_bubble(message) for message in messages)}</ol>'


def _bubble(message: Message) -> str:
    kind = "mine" if message.direction == "inbound" else "theirs"
    kind += " lost" if message.status in NOT_SHOWN else ""
    who = "This phone" if message.direction == "inbound" else f"From {message.sender}"
    return (
        f'<li class="{kind}"><p class="bubble">{_linked(message.shown or message.body)}</p>'
        f"{_meta(message, who)}</li>"
    )


def _linked(text: str) -> str:
    """The text escaped, with its links to be tapped as on a phone."""
    pieces = LINK.split(text)
    return "".join(
        f'<a href="{escape(piece)}" rel="noreferrer">{escape(piece)}</a>' if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )


def _meta(message: Message, who: str = "") -> str:
    """When, how far and in how many parts; the phone's own zone is known for Korea only."""
    zone = "Asia/Seoul" if numbers.is_korean(message.phone) else "UTC"
    at = datetime.fromisoformat(message.sent_at or message.created_at).astimezone(ZoneInfo(zone))
    state = f"{message.status} ({message.error_code})" if message.error_code else message.status
    parts = "1 part" if message.parts == 1 else f"{message.parts} parts"
    words = [who, f"{at:%Y-%m-%d %H:%M:%S} {zone}", state, parts]
    tone = "danger" if message.status in NOT_SHOWN else "meta"
    return f'<p class="meta {tone}">{escape(" · ".join(word for word in words if word))}</p>'


def _reply_form(number: str) -> str:
    if numbers.is_korean(number):
        return '<p class="dim">Phones in Korea cannot answer messages from abroad.</p>'
    return (
        f'<form method="post" action="{_address(number)}" class="card">'
        '<label for="body">Answer from this phone (1, 2 or any words; STOP opts out, START opts in again)</label>'
        f'<textarea id="body" name="body" maxlength="{LONGEST_REPLY}" required></textarea>'
        '<p><button class="main">Send</button></p></form>'
    )

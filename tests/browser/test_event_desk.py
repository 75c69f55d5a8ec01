"""What coordinators prepare and mend of an event on the real pages: questions, breaks, the room, guests, the day."""

import re
import struct
import zlib

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)
DESK = "/coordinator/events/winter-networking"


def a_picture(width: int = 320, height: int = 200) -> bytes:
    """A grey PNG (W3C PNG: greyscale, eight bits, no filter)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xb0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_coordinator(browser: Browser, demo: RunningDemo, language: str, size: str) -> Visitor:
    coordinator = Visitor(browser, demo, language=language, size=size, zone="Asia/Seoul")
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    return coordinator


@pytest.mark.parametrize(("language", "size"), [("ko", "phone"), ("en", "desk")])
def test_a_coordinator_sets_questions_breaks_and_the_picture_of_the_room(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    coordinator = a_coordinator(browser, demo, language, size)
    page = coordinator.page
    page.goto(f"{DESK}?tab=questions")
    coordinator.button("events.addQuestion").click()
    coordinator.field("events.question.title_ko").last.fill(f"{size}: 무엇을 드시나요?")
    coordinator.field("events.question.title_en").last.fill(f"{size}: What do you eat?")
    coordinator.field("events.question.kind").last.select_option("one")
    for number, (ko, en) in enumerate([("고기", "Meat"), ("채소", "Vegetables")], start=1):
        page.get_by_label(coordinator.words("events.question.option_ko", number=number)).last.fill(ko)
        page.get_by_label(coordinator.words("events.question.option_en", number=number)).last.fill(en)
    coordinator.meets_the_rules("questions of an event")
    coordinator.button("common.save").click()
    coordinator.sees_words("events.saved")
    founder = Visitor(browser, demo, language=language, size="phone", zone="Asia/Seoul")
    founder.sign_in(demo.people()["startup_member"][-1]["email"])
    founder.page.goto("/events/winter-networking")
    founder.sees(f"{size}: 무엇을 드시나요?" if language == "ko" else f"{size}: What do you eat?")

    page.goto(f"{DESK}?tab=times")
    coordinator.button("events.addPause").wait_for()
    before = page.get_by_label(coordinator.words("events.pauseMinutes")).count()
    coordinator.button("events.addPause").click()
    page.get_by_label(coordinator.words("events.pauseMinutes")).nth(before).fill("25")
    coordinator.meets_the_rules("breaks of an event")
    coordinator.button("events.savePauses").click()
    coordinator.sees_words("events.saved")
    page.reload()
    expect(page.get_by_label(coordinator.words("events.pauseMinutes"))).to_have_count(
        before + 1, timeout=SECONDS
    )

    page.goto(f"{DESK}?tab=tables")
    file = FilePayload(name="room.png", mimeType="image/png", buffer=a_picture())
    page.locator("input[type=file]").set_input_files(files=[file])
    coordinator.button("events.dropPicture").wait_for()
    room = page.locator("[class*=plan] img")
    expect(room).to_have_js_property("naturalWidth", 320, timeout=SECONDS)
    coordinator.meets_the_rules("tables on the picture of the room")


@pytest.mark.parametrize(("language", "size"), [("en", "phone"), ("ko", "desk")])
def test_a_coordinator_adds_a_contact_and_sends_them_another_link(
    browser: Browser, demo: RunningDemo, language: str, size: str
) -> None:
    coordinator = a_coordinator(browser, demo, language, size)
    page = coordinator.page
    page.goto(f"{DESK}?tab=guests")
    coordinator.button("events.invite").click()
    coordinator.button("events.inviteWays.new").click()
    coordinator.field("events.newContact.name").fill(f"Ada {size}")
    coordinator.field("events.newContact.email").fill("ada")
    coordinator.field("events.newContact.organisation").fill("Analytical")
    coordinator.meets_the_rules("a contact of no directory")
    coordinator.field("events.newContact.email").fill(f"ada-{size}@example.com")
    coordinator.button("events.addAndInvite").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=SECONDS)
    page.goto(f"{DESK}?tab=guests&q=Ada+{size}")
    row = page.get_by_role("row", name=re.compile(f"Ada {size}"))
    expect(row).to_contain_text(coordinator.words("events.registrationStates.invited"), timeout=SECONDS)
    coordinator.meets_the_rules("guests of an event")
    page.get_by_role("button", name=f"{coordinator.words('events.newLink')}: Ada {size}").click()
    coordinator.meets_the_rules("another link")
    coordinator.button("events.newLinkSend").click()
    coordinator.sees_words("events.linkRenewed")

    page.goto(f"{DESK}?tab=outcome")
    coordinator.sees_words("events.outcomeLater")
    coordinator.meets_the_rules("what came of an event")
    page.goto(f"{DESK}/day")
    coordinator.sees_words("day.walkIn")
    coordinator.meets_the_rules("the day of an event")

"""The pairing board by hand: dragged to pin, pinned with the keyboard alone; and a pair of a coordinator's own
choice, and the topics by which people are compared."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.api_caller import eventually
from tests.browser.test_pairing import PROGRAMME, goes_to_the_cycle, works_it_out
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(900)


def columns(page: Page) -> list[str]:
    return page.locator("section:has(> h3) > h3").all_inner_texts()


def board_of(page: Page) -> dict[str, str]:
    """Each startup with a card that can be dragged, and the expert in whose column it stands."""
    found = {}
    for column in page.locator("section:has(> h3)").all():
        expert = column.locator("h3").inner_text()
        for card in column.locator("button[draggable=true] strong").all():
            found[card.inner_text()] = expert
    return found


def another_than(page: Page, expert: str) -> str:
    return next(name for name in columns(page) if name != expert)


def drags(page: Page, card: Locator, column: Locator) -> None:
    """By the mouse, once the page has come to rest: a browser says that something is over a place at the second move."""
    card.evaluate("one => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)
    card.hover()
    page.mouse.down()
    heading = column.get_by_role("heading")
    heading.hover()
    heading.hover()
    page.mouse.up()


@pytest.mark.parametrize(("language", "size"), [("en", "desk")])
def test_cards_are_pinned_by_dragging_and_by_the_keyboard(
    browser: Browser, demo: RunningDemo, language: str, size: str, coordinator: Visitor
) -> None:
    page = coordinator.page
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    goes_to_the_cycle(coordinator)
    coordinator.button("pairing.views.review").click()
    works_it_out(coordinator, "pairing.pair")
    expect(page.locator("section:has(> h3) button[draggable=true]").first).to_be_visible(timeout=SECONDS)
    dragged, typed = list(board_of(page))[:2]
    wanted = {one: another_than(page, board_of(page)[one]) for one in (dragged, typed)}
    required = coordinator.words("pairing.requiredNext")

    column = page.get_by_role("region", name=wanted[dragged], exact=True)
    drags(page, page.locator("button[draggable=true]", has_text=dragged), column)
    expect(column.get_by_role("button", name=re.compile(f"{dragged}.*{required}"))).to_be_visible(
        timeout=SECONDS
    )
    coordinator.meets_the_rules("a card that was dragged")

    page.locator("button[draggable=true]", has_text=typed).focus()
    page.keyboard.press("Enter")
    choice = coordinator.field("pairing.with")
    choice.focus()
    choice.select_option(label=wanted[typed])
    coordinator.button("pairing.require").focus()
    page.keyboard.press("Enter")
    expect(coordinator.button("pairing.require")).to_be_disabled(timeout=SECONDS)
    page.keyboard.press("Escape")
    works_it_out(coordinator, "pairing.pairLike")
    coordinator.sees(re.compile(coordinator.words("pairing.changes_other", count="\\d+")))
    eventually(lambda: wanted.items() <= board_of(page).items())


@pytest.mark.parametrize(("language", "size"), [("ko", "desk")])
def test_topics_are_tidied(
    browser: Browser, demo: RunningDemo, language: str, size: str, coordinator: Visitor
) -> None:
    page = coordinator.page
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page.goto("/coordinator/topics")
    coordinator.button("topics.new").click()
    for field, value in {"name_ko": "로봇", "name_en": "Robots", "slug": "robots"}.items():
        coordinator.field(f"topics.{field}").fill(value)
    coordinator.meets_the_rules("a new topic")
    coordinator.button("topics.add").click()
    coordinator.sees_words("topics.added")
    coordinator.button("topics.editNamed", name="로봇").click()
    coordinator.field("topics.name_ko").fill("로봇공학")
    coordinator.button("topics.rename").click()
    coordinator.sees("로봇공학")
    used = page.get_by_role("button", name=re.compile(coordinator.words("topics.editNamed", name=".+"))).first
    used.click()
    coordinator.sees(re.compile(re.escape(coordinator.words("topics.namedBy", by="@")).split("@")[0]))
    coordinator.meets_the_rules("a topic in use")
    coordinator.field("topics.into").select_option(label="로봇공학")
    coordinator.button("topics.merge").click()
    coordinator.sees_words("topics.merged")
    coordinator.meets_the_rules("topics")


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])
def test_a_company_says_what_it_does(
    browser: Browser, demo: RunningDemo, language: str, size: str, founder: Visitor
) -> None:
    founder.sign_in(demo.people()["startup_member"][1]["email"])
    founder.page.goto("/settings")
    card = founder.page.get_by_role("region", name=founder.words("company.title"), exact=True)
    text = card.get_by_label(founder.words("company.builds_ko"), exact=True)
    text.fill("창고 로봇을 위한 눈을 만듭니다.")
    founder.meets_the_rules("our company")
    card.get_by_role("button", name=founder.words("company.save"), exact=True).click()
    founder.sees_words("company.saved")
    founder.page.reload()
    expect(text).to_have_value("창고 로봇을 위한 눈을 만듭니다.", timeout=SECONDS)


@pytest.mark.parametrize(("language", "size"), [("en", "desk")])
def test_a_coordinator_pairs_two_by_hand(
    browser: Browser, demo: RunningDemo, language: str, size: str, coordinator: Visitor
) -> None:
    page = coordinator.page
    coordinator.sign_in(demo.people()["coordinator"][0]["email"])
    page.goto("/pairs")
    coordinator.button("pairs.assign.title").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(coordinator.words("booking.programme"), exact=True).select_option(
        label=PROGRAMME[language]
    )
    for field in ("startup", "expert"):
        dialog.get_by_role("combobox", name=coordinator.words(f"pairs.columns.{field}"), exact=True).click()
        dialog.get_by_role("listbox").get_by_role("option").first.click()
    dialog.get_by_label(coordinator.words("pairs.assign.why_en"), exact=True).fill("Both know warehouses")
    coordinator.meets_the_rules("two are paired by hand")
    coordinator.button("pairs.assign.offer").click()
    page.wait_for_url(re.compile(r"/pairs/.+"))
    coordinator.sees("Both know warehouses")

"""A pairing cycle on the real pages: ranked, worked out, changed, published, declined, accepted, met."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api_caller import eventually
from tests.browser.visitor import SECONDS, Visitor
from tests.running_demo import RunningDemo

pytestmark = pytest.mark.timeout(600)

PROGRAMME = {"ko": "해외 진출 정기 멘토링", "en": "Regular mentoring abroad"}


def goes_to_the_cycle(visitor: Visitor) -> None:
    visitor.page.goto("/pairing")
    visitor.page.get_by_role("link", name=PROGRAMME[visitor.language]).click()


def cards(page: Page) -> dict[str, str]:
    """Each startup on the board with its expert; the board is there once its first card is."""
    expect(page.locator("section:has(> h3) button[draggable=true]").first).to_be_visible(timeout=SECONDS)
    found = {}
    for column in page.locator("section:has(> h3)").all():
        expert = column.locator("h3").inner_text()
        for card in column.locator("button[draggable=true] strong").all():
            found[card.inner_text()] = expert
    return found


def works_it_out(coordinator: Visitor, key: str) -> None:
    coordinator.button(key).click()
    expect(coordinator.button("pairing.pair")).to_be_enabled(timeout=3 * SECONDS)
    expect(coordinator.button("pairing.lockAll")).to_be_visible(timeout=3 * SECONDS)


def ranks(founder: Visitor) -> list[str]:
    """Adds three, moves the last to the front with the keyboard alone, and sends it."""
    goes_to_the_cycle(founder)
    add = founder.page.get_by_role(
        "button", name=re.compile(founder.words("pairing.wish.addNamed", name=".+"))
    )
    names = []
    for _ in range(3):
        button = add.first
        names.append(re.sub(r"^Add | 추가$", "", str(button.get_attribute("aria-label"))))
        button.click()
    for _ in range(2):
        up = founder.button("pairing.wish.up", name=names[2])
        up.focus()
        founder.page.keyboard.press("Enter")
    founder.meets_the_rules("a ranking")
    founder.button("pairing.wish.send").click()
    founder.sees_words("pairing.wish.wasSent")
    return [names[2], names[0], names[1]]


@pytest.mark.parametrize(("language", "size"), [("ko", "phone")])
def test_ranked_paired_changed_published_declined_and_accepted(
    browser: Browser, demo: RunningDemo, language: str, size: str, founder: Visitor, coordinator: Visitor
) -> None:
    people = demo.people()
    founder.sign_in(people["startup_member"][0]["email"])
    order = ranks(founder)
    founder.page.reload()
    expect(founder.page.locator("ol li").first).to_contain_text(order[0])

    coordinator.sign_in(people["coordinator"][0]["email"])
    goes_to_the_cycle(coordinator)
    coordinator.meets_the_rules("answers")
    coordinator.button("pairing.views.weights").click()
    coordinator.meets_the_rules("weights")
    coordinator.button("pairing.views.review").click()
    works_it_out(coordinator, "pairing.pair")
    coordinator.meets_the_rules("the board")
    before = cards(coordinator.page)
    _what_if_then_lock_and_solve_again(coordinator, before)

    coordinator.button("pairing.publish").click()
    coordinator.meets_the_rules("publishing")
    coordinator.button("pairing.publishConfirm").click()
    coordinator.sees(re.compile(coordinator.words("pairing.offered_other", count="\\d+")))
    _declined_and_accepted(coordinator, founder)


def _what_if_then_lock_and_solve_again(coordinator: Visitor, before: dict[str, str]) -> None:
    """A trial changes nothing; what is locked stays where it is."""
    page = coordinator.page
    shown = page.get_by_label(coordinator.words("pairing.run"), exact=True)
    first = shown.input_value()
    coordinator.button("pairing.whatIf").click()
    coordinator.field("pairing.parts.startup_wish").fill("0")
    coordinator.meets_the_rules("what if")
    works_it_out(coordinator, "pairing.try")
    coordinator.sees_words("pairing.trial")
    expect(coordinator.button("pairing.publish")).to_be_disabled()
    shown.select_option(first)
    expect(coordinator.button("pairing.publish")).to_be_enabled(timeout=SECONDS)  # the trial is gone
    coordinator.button("pairing.lockAll").click()
    coordinator.sees(re.compile(coordinator.words("pairing.locked_other", count="\\d+")))
    works_it_out(coordinator, "pairing.pairLike")
    coordinator.sees_words("pairing.changes_other", count=0)
    assert cards(page) == before


def _declined_and_accepted(coordinator: Visitor, founder: Visitor) -> None:
    """The founder says no to one and is offered the next; both say yes to that, and it begins."""
    offered = _own_pairs(founder)
    assert [pair["state"] for pair in offered] == ["offered"]
    _answers(founder, offered[0]["id"], says="no")

    def next_pair() -> str:
        pairs = [pair for pair in _own_pairs(founder) if pair["state"] == "offered"]
        return str(pairs[0]["id"]) if pairs else ""

    pair = eventually(next_pair)
    assert pair != offered[0]["id"]
    _answers(founder, pair, says="yes")
    _answers(coordinator, pair, says="yes", side="expert")
    coordinator.button("pairing.views.pairs").click()
    coordinator.sees_words("pairing.pairStates.active")
    coordinator.meets_the_rules("what became of the pairs")


def _own_pairs(visitor: Visitor) -> list[dict[str, str]]:
    found: list[dict[str, str]] = visitor.page.evaluate(
        "fetch('/api/relations/?ordering=offered_at').then(answer => answer.json()).then(page => page.results)"
    )
    return found


def _answers(visitor: Visitor, pair: str, **said: str) -> None:
    script = """([pair, said]) => fetch(`/api/relations/${pair}/answer/`, {
        method: "POST", body: JSON.stringify(said),
        headers: {"Content-Type": "application/json", "X-CSRFToken": /csrftoken=([^;]+)/.exec(document.cookie)[1]},
    }).then(answer => answer.status)"""
    assert visitor.page.evaluate(script, [pair, said]) == 200

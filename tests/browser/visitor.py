"""Somebody at a browser: finds things by their names in either language, and minds what axe says."""

import json
import re
from functools import cache
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.running_demo import ROOT, RunningDemo

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
SECONDS = 20_000  # milliseconds to wait for anything on a busy machine


@cache
def catalogue(language: str) -> dict[str, Any]:
    path = ROOT / "frontend" / "src" / "i18n" / f"{language}.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


@cache
def axe() -> str:
    return (ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


class Visitor:
    """One person's own browser window; `language` is the one that the pages are read in."""

    def __init__(self, browser: Browser, demo: RunningDemo, *, language: str, size: str, zone: str) -> None:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=demo.url,
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            locale={"ko": "ko-KR", "en": "en-US"}[language],
            timezone_id=zone,
        )
        context.set_default_timeout(SECONDS)
        self.demo = demo
        self.language = language
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda told: self.errors.append(told.text) if "Content Security" in told.text else None
        )

    def words(self, key: str, **values: object) -> str:
        """The text of a catalogue entry, with its {{placeholders}} filled."""
        text: Any = catalogue(self.language)
        for part in key.split("."):
            text = text[part]
        return re.sub(r"{{(\w+)}}", lambda found: str(values[found[1]]), str(text))

    def button(self, key: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.words(key, **values), exact=True)

    def field(self, key: str) -> Locator:
        return self.page.get_by_label(self.words(key), exact=True)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=SECONDS)

    def sees_words(self, key: str, **values: object) -> None:
        self.sees(self.words(key, **values))

    def sign_in(self, email: str, *, at: str = "/sign-in?") -> None:
        """With the code from the demo mailbox, as the sign-in page offers it; then in the visitor's language."""
        self.page.goto(f"{at}&email={email}")
        self.button("signIn.sendCode").click()
        code = re.compile(re.escape(self.words("signIn.useCode", code="@")).replace("@", ".+"))
        self.page.get_by_role("button", name=code).click()
        self.button("signIn.submit").click()
        self.page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
        self.reads_in_their_language()

    def reads_in_their_language(self) -> None:
        """Signed in, the person's own language holds: switch it where that is not the visitor's."""
        html = self.page.locator("html")
        own = self.page.evaluate("fetch('/api/me/').then(answer => answer.json())")["language"]
        expect(html).to_have_attribute("lang", own, timeout=SECONDS)
        if own != self.language:
            other = {"ko": "한국어", "en": "English"}[self.language]
            with self.page.expect_response(lambda answer: answer.request.method == "PATCH"):
                self.page.get_by_role("button", name=other, exact=True).click()
        expect(html).to_have_attribute("lang", self.language, timeout=SECONDS)

    def sees_state(self, state: str) -> None:
        """The session page says that the session is in that state."""
        status = self.page.locator("main").get_by_role("status").first
        expect(status).to_contain_text(self.words(f"states.{state}"), timeout=SECONDS)

    def meets_the_rules(self, place: str) -> None:
        """The page has a title and one h1, nothing sticks out sideways, and axe finds no violation."""
        expect(self.page.locator("h1")).to_have_count(1)
        assert "Meridian" in self.page.title()
        expect(self.page.locator(".mantine-Skeleton-root")).to_have_count(0, timeout=SECONDS)
        self.page.wait_for_timeout(300)  # colours that fade in are judged when they have arrived
        sideways = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert sideways <= 0, f"{place} is {sideways} px too wide"
        self.page.evaluate(axe())
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [
            (v["id"], v["impact"], [node["html"][:160] for node in v["nodes"][:3]])
            for v in found["violations"]
        ]
        assert told == [], f"{place}: {told}"
        assert self.errors == [], place

"""The JavaScript that a browser loads for the first screen, compressed as gzip would."""

import gzip
from collections.abc import Iterator

from playwright.sync_api import Response, sync_playwright

from tests.benchmarks.stand import Stand
from tests.chromium import executable

TARGET_KB = 250


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    for path in ("/sign-in", "/demo"):
        sizes = _scripts(f"{stand.url}{path}")
        label = f"{path}: JavaScript of {len(sizes)} files, gzip (target {TARGET_KB} kB)"
        yield label, f"{sum(sizes) / 1000:.0f} kB"


def _scripts(url: str) -> list[int]:
    found: list[Response] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", lambda answer: found.append(answer) if _is_script(answer) else None)
        page.goto(url, wait_until="networkidle")
        sizes = [len(gzip.compress(answer.body(), 9)) for answer in found]
        browser.close()
    return sizes


def _is_script(answer: Response) -> bool:
    # Preloaded modules are not of the resource type "script", so the content type tells.
    return answer.ok and "javascript" in answer.headers.get("content-type", "")

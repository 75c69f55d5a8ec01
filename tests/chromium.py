"""Which browser the browser tests drive: the system's, or the one that Playwright fetches.

`python -m tests.chromium` prints its path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The shell draws the same pages without a browser around them: a sixth of the work for every window.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "The browser tests need Chromium: install it (apt-get install chromium-headless-shell fonts-noto-cjk), "
    "name it (CHROMIUM=/path/to/chromium), or let Playwright fetch its own (playwright install chromium)."
)


class NoBrowser(Exception):
    """The message says what can be done."""


def executable() -> Path:
    """The path of Chromium, fetched by Playwright when the system has none; raises NoBrowser."""
    if named := os.environ.get("CHROMIUM"):
        if shutil.which(named) is None:
            raise NoBrowser(f"CHROMIUM={named} cannot be run. {ADVICE}")
        return Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return _playwrights_own()


def _playwrights_own() -> Path:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.exists():
        fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
        if subprocess.run(fetch, stdout=subprocess.DEVNULL, check=False).returncode or not path.exists():
            raise NoBrowser(ADVICE)
    return path


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{executable()}\n")
    except NoBrowser as missing:
        sys.exit(str(missing))

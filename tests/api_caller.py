"""Somebody who uses Meridian over its API alone: signs in with the mailed code, then takes a personal token."""

import time
from collections.abc import Callable
from typing import Any

import httpx

from tests import loopback
from tests.running_demo import RunningDemo

FLOW = "/_allauth/browser/v1/auth"
SECONDS = 60


def eventually(true: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """The first answer that is true; a worker is about to bring it about."""
    end = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < end, f"waited {seconds} s in vain"
        time.sleep(0.2)
    return answer


class ApiCaller:
    """Calls with a token; every answer that is not expected raises."""

    def __init__(self, demo: RunningDemo, email: str, language: str = "en") -> None:
        token = _personal_token(demo, email)
        self._url = f"{demo.url}/api"
        self._headers = {"Authorization": f"Token {token}", "Accept-Language": language}

    def get(self, path: str, **query: Any) -> Any:
        answer = loopback.get(self._url + path, params=query, headers=self._headers, timeout=20)
        return answer.raise_for_status().json()

    def post(self, path: str, expected: int = 200, **body: Any) -> Any:
        answer = loopback.post(self._url + path, json=body, headers=self._headers, timeout=20)
        assert answer.status_code == expected, answer.text
        return answer.json()

    def put(self, path: str, **body: Any) -> Any:
        answer = loopback.put(self._url + path, json=body, headers=self._headers, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.json()


def _personal_token(demo: RunningDemo, email: str) -> str:
    with httpx.Client(base_url=demo.url, verify=False, timeout=20) as browser:
        browser.get("/")
        known = demo.mails_to(email)  # the mailbox shows the newest only: their number need not grow
        _post(browser, f"{FLOW}/code/request", email=email)
        mail = eventually(lambda: [new for new in demo.mails_to(email) if new["code"] and new not in known])[
            0
        ]
        _post(browser, f"{FLOW}/code/confirm", code=mail["code"]).raise_for_status()
        made = _post(browser, "/api/me/tokens/", name="test").raise_for_status().json()
    return str(made["token"])


def _post(browser: httpx.Client, path: str, **body: str) -> httpx.Response:
    headers = {"X-CSRFToken": browser.cookies["csrftoken"], "Referer": str(browser.base_url)}
    return browser.post(path, json=body, headers=headers)

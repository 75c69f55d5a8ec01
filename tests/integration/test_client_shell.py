"""How the built client is served: nothing inline runs, and what has a hash in its name is kept for good."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/sign-in", "/sessions/0/", "/answer/x:y"])
def test_every_page_gets_the_shell_with_a_nonce_used_once(path: str) -> None:
    answers = [Client().get(path) for _ in range(2)]
    nonces = []
    for answer in answers:
        assert answer.status_code == 200
        policy = answer["Content-Security-Policy"]
        (nonce,) = re.findall(r"'nonce-([^']+)'", policy)
        assert f'content="{nonce}"' in answer.content.decode()
        assert "unsafe-inline" not in policy
        assert "script-src 'self';" in policy + ";"
        assert answer["Cache-Control"] == "no-store"
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


def test_the_shell_names_hashed_assets_and_no_inline_script() -> None:
    html = Client().get("/").content.decode()
    assets = re.findall(r'(?:src|href)="/static/(assets/[^"]+)"', html)
    assert assets
    assert all(re.search(r"-[A-Za-z0-9_-]{8,}\.(js|css)$", name) for name in assets)
    assert all(finders.find(name) for name in assets)
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert " style=" not in html


@pytest.mark.parametrize("path", ["/api/nothing-here/", "/webhooks/none/", "/oauth/none/"])
def test_an_address_of_the_api_that_does_not_exist_is_not_a_page(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_data_may_run_and_load_nothing_at_all() -> None:
    answer = Client().get("/api/me/")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"

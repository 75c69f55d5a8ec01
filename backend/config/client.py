"""The page shell of the client: one small HTML file for every path that is not the API's."""

from functools import cache
from pathlib import Path

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

NOT_BUILT = (
    "<!doctype html><title>Meridian</title><p>The client is not built: run <code>make build</code>.</p>"
)


@cache
def _shell(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else NOT_BUILT


def _page(request: HttpRequest) -> HttpResponse:
    nonce = str(getattr(request, "csp_nonce", ""))
    shell = _shell(Path(settings.CLIENT) / "index.html").replace("__CSP_NONCE__", nonce)
    return HttpResponse(shell, headers={"Cache-Control": "no-store"})


@require_safe
@ensure_csrf_cookie
def client(request: HttpRequest) -> HttpResponse:
    """The built `index.html` with this answer's CSP nonce in it; never cached, since the nonce is used once."""
    return _page(request)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def framed_client(request: HttpRequest) -> HttpResponse:
    """The same for the pages that other sites may show in a frame: they only show, and set no cookie."""
    return _page(request)

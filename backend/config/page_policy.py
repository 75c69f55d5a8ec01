from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# An answer of the API is no page: nothing in it may run or load anything, wherever it is shown.
OF_DATA = "default-src 'none'; frame-ancestors 'none'"


class PagePolicyMiddleware(CSPMiddleware):
    """Pages get the policy of the settings with a nonce of their own; data get one that never changes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(
            ("application/json", "application/problem+json")
        ):
            response.headers.setdefault(HEADER, OF_DATA)
            return response
        found: HttpResponseBase = super().process_response(request, response)
        return found

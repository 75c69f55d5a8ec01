from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


class Pages(PageNumberPagination):
    """`?page=2&page_size=50`; every list of the API is paged unless it says otherwise."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_page_number(self, request: Request, paginator: "Paginator[Any]") -> int | str:
        """Beyond the last page is the last: a page in an address outlives the rows that stood on it."""
        wanted = super().get_page_number(request, paginator)
        try:
            return paginator.validate_number(wanted)
        except PageNotAnInteger:
            return wanted
        except EmptyPage:
            return paginator.num_pages if int(wanted) > 0 else wanted

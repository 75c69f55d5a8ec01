from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`?page=2&page_size=50`; every list of the API is paged unless it says otherwise."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

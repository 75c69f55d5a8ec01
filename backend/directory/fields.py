"""Serializer fields of the directory: refused clearly at the door, kept in one form."""

from typing import Any, TypeVar

from babel import Locale
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from directory.company_names import LONGEST, company_key

MOST_COUNTRIES = 60
NOWHERE = "ZZ"  # what the CLDR calls a region that is not known


Named = TypeVar("Named", bound=Model)


class BySlugField(serializers.SlugRelatedField[Named]):
    """A row named by its slug; PostgreSQL takes no NUL to look it up by."""

    def __init__(self, *, queryset: QuerySet[Named] | None = None, **options: Any) -> None:
        super().__init__(slug_field="slug", queryset=queryset, **options)

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(self.slug_in(data))

    def slug_in(self, data: object) -> str:
        if not isinstance(data, str) or "\0" in data:
            self.fail("invalid")
        return data


class CompanyNameField(serializers.CharField):
    """The name of a company as it is written."""

    default_error_messages = {
        "names_no_company": _("That names no company. Write its name as the company writes it.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, **options)

    def to_internal_value(self, data: Any) -> str:
        name: str = super().to_internal_value(data)
        if not company_key(name):
            self.fail("names_no_company")
        return name


class CountriesField(serializers.ListField):
    """ISO 3166-1 codes of two letters, each once: ["KR", "US"]."""

    default_error_messages = {
        "unknown_country": _("There is no country of that code. Use two letters such as KR or US.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=2), max_length=MOST_COUNTRIES, **options)

    def to_internal_value(self, data: Any) -> list[str]:
        codes = [code.upper() for code in super().to_internal_value(data)]
        known = Locale("en").territories.keys() - {NOWHERE}
        if not all(code.isalpha() and code in known for code in codes):
            self.fail("unknown_country")
        return list(dict.fromkeys(codes))

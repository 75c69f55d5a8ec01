"""What a text costs: by the installation's price list, until Twilio has reported it."""

from django.conf import settings

from messaging.rules import Price


def price_of(phone: str, parts: int = 1) -> Price | None:
    """What `parts` of a text to a number cost (E.164, or the beginning of one); None where nobody has said."""
    known = [prefix for prefix in settings.ENV.text_prices if phone.startswith(prefix)]
    if not known:
        return None
    each = settings.ENV.text_prices[max(known, key=len)]
    return Price(each * parts, settings.ENV.text_price_unit)

"""What a text costs: by the installation's price list, until Twilio has reported it."""

from django.conf import settings

from messaging.rules import Price


def price_of(phone: str, parts: int = 1, channel: str = "sms") -> Price | None:
    """What `parts` of a text to a number cost (E.164, or the beginning of one), or a message of another channel; None
    where nobody has said."""
    env = settings.ENV
    prices = env.text_prices if channel == "sms" else env.message_prices.get(channel, {})
    known = [prefix for prefix in prices if phone.startswith(prefix)]
    if not known:
        return None
    each = prices[max(known, key=len)]
    return Price(each * parts, settings.ENV.text_price_unit)

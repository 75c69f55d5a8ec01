"""What can be known of a phone number by its digits alone."""

import phonenumbers


def is_landline(number: phonenumbers.PhoneNumber | str) -> bool:
    """Whether no text can arrive there: the plan of its country says so. Of many numbers (all of the US) it does not
    say, and they count as mobile. A text is E.164."""
    parsed = phonenumbers.parse(number) if isinstance(number, str) else number
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE

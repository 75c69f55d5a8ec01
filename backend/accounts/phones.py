"""What can be known of a phone number by its digits alone."""

import phonenumbers

# Where the carriers ask for a registered campaign: the United States and the territories that share their plan.
UNITED_STATES = frozenset({"US", "AS", "GU", "MP", "PR", "VI"})
NORTH_AMERICA = "+1"


def is_landline(number: phonenumbers.PhoneNumber | str) -> bool:
    """Whether no text can arrive there: the plan of its country says so. Of many numbers (all of the US) it does not
    say, and they count as mobile. A text is E.164."""
    parsed = phonenumbers.parse(number) if isinstance(number, str) else number
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE


def is_of_the_united_states(phone: str) -> bool:
    """Whether an E.164 number is one of the United States; so is one under +1 whose country the plan does not tell."""
    if not phone.startswith(NORTH_AMERICA):
        return False
    region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    return region is None or region in UNITED_STATES

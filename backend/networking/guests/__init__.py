"""Guests of events: invited, registered, waiting, offered a place, coming. Places move on by themselves."""

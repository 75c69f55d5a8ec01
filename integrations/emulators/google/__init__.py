"""A stand-in for Google: consent, tokens, userinfo and Calendar v3, close enough for the real client library.

Protocol facts come from Google's discovery document `calendar.v3.json` (shipped in google-api-python-client),
from https://developers.google.com/workspace/calendar/api/guides (errors, version-resources,
extended-properties, sync) and https://developers.google.com/identity/protocols/oauth2/web-server.
"""

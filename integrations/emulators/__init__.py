"""Stand-ins for Google and Twilio that speak the real protocols over HTTP on this machine.

Each is a process of its own (`python -m integrations.emulators.google --port N`). What both share lives here:
`clock` (a clock that can be moved), `journal` (what was asked and answered), `faults` (what is to go wrong
next), `stage` (the ASGI layer that plays faults and keeps the journal), `control` (the routes tests and demos
use), `serving` (command line, state file, server) and `pages` (the look of the human pages).
"""

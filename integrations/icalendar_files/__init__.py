"""Invitations as RFC 5545 text."""

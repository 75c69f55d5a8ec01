"""Invitations and feeds as RFC 5545 text."""

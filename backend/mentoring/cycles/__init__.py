"""Pairing cycles: both sides say what they want, one assignment comes out, coordinators look at it and publish it."""

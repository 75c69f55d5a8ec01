"""`make demo`: starts every part of Meridian on this machine and stops them again. Knows nothing of Django."""

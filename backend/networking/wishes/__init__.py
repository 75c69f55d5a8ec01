"""Whom guests wish to meet, on short profiles without a phone or an e-mail address."""

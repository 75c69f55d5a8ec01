"""Programmes over HTTP: translate, call once, translate back."""

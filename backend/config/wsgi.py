"""The web server's door: `manage.py serve`."""

import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [path for path in (str(ROOT / "backend"), str(ROOT)) if path not in sys.path]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 -- needs the path above

application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402 -- there is a Django only now

assert get_resolver().url_patterns  # noqa: S101 -- read here, or the first request imports all views
# What is loaded stays: the collector need not look through it at every turn.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)

"""Exit 0 if the web server of this container answers. Django answers only to a host that it knows."""

import os
import urllib.request

host = os.environ["MERIDIAN_ALLOWED_HOSTS"].split(",")[0].strip()
request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
urllib.request.urlopen(request, timeout=4).close()  # noqa: S310 -- ourselves

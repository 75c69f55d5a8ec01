"""HTTP to servers on this machine.

`httpx.get` and its like read the certificates of the whole world for every call: thirty times the work of the call.
"""

from functools import partial

import httpx

get = partial(httpx.get, verify=False, timeout=10)
post = partial(httpx.post, verify=False, timeout=10)
put = partial(httpx.put, verify=False, timeout=10)
delete = partial(httpx.delete, verify=False, timeout=10)

import os
import socket

import pytest

from demo.launcher.ports import PortTaken, insist_on_free
from tests.ports import free_ports


def test_a_taken_port_is_named_with_its_holder_and_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]

        with pytest.raises(PortTaken) as refusal:
            insist_on_free([port])

    said = str(refusal.value)
    assert said.startswith(f"Port {port} is taken by ")
    assert f"(process {os.getpid()})" in said
    assert said.endswith(" make demo")


def test_a_free_port_is_fine() -> None:
    port = free_ports()
    with socket.create_server(("127.0.0.1", port)):
        pass

    insist_on_free([port])

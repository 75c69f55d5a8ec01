import socket
from collections.abc import Sequence

import psutil


class PortTaken(Exception):
    """The message names who has the port and what to type instead."""


def insist_on_free(ports: Sequence[int]) -> None:
    """Raise PortTaken for the first of `ports` that somebody listens on."""
    for port in ports:
        if not is_free(port):
            other = _free_row(ports[0] + 100, len(ports))
            raise PortTaken(f"Port {port} is taken{_by_whom(port)}. Choose another: PORT={other} make demo")


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` of this machine's loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_row(first: int, length: int) -> int:
    while not all(is_free(port) for port in range(first, first + length)):
        first += 100
    return first


def _by_whom(port: int) -> str:
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:  # macOS tells only root
        return ""
    for connection in connections:
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
            try:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
            except psutil.NoSuchProcess:
                return ""
    return ""

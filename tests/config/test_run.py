import socket
from pathlib import Path

from config import run


def test_only_one_demo_runs_on_a_folder(tmp_path: Path) -> None:
    with run.only_one(tmp_path) as first, run.only_one(tmp_path) as second:
        assert first is not None
        assert second is None
    with run.only_one(tmp_path) as third:
        assert third == first


def test_port_is_the_next_where_the_first_is_taken() -> None:
    with run.free_port() as first, run.free_port() as second:
        assert first.getsockname()[1] < second.getsockname()[1]


def test_address_is_what_the_listener_answers_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert run.address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"

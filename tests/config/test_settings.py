import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


def run(*arguments: str, var: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project in an environment of its own."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SARAP", "DJANGO"))
    }
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "SARAP_VAR": str(var)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=clean | ours | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def load(var: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return run("-c", "from config import settings", var=var, **variables)


def test_production_passes_djangos_deployment_checks(tmp_path: Path) -> None:
    done = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", var=tmp_path)
    assert done.returncode == 0, done.stderr


def test_one_role_for_all_is_warned_of_by_check(tmp_path: Path) -> None:
    url = "postgresql://somebody:secret@localhost/sarap"
    done = run("-m", "django", "check", var=tmp_path, DATABASE_URL=url)
    assert done.returncode == 0
    assert "sarap.W001" in done.stderr


def test_two_roles_pass_the_check(tmp_path: Path) -> None:
    urls = {
        "DATABASE_URL": "postgresql://web:secret@localhost/sarap",
        "DATABASE_OWNER_URL": "postgresql://owner:secret@localhost/sarap",
    }
    done = run("-m", "django", "check", "--fail-level", "WARNING", var=tmp_path, **urls)
    assert done.returncode == 0, done.stderr


def test_other_database_than_postgresql_is_refused(tmp_path: Path) -> None:
    done = load(tmp_path, DATABASE_URL="sqlite:///db.sqlite3")
    assert "DATABASE_URL must name a PostgreSQL database." in done.stderr


def test_unknown_environment_is_refused(tmp_path: Path) -> None:
    done = load(tmp_path, SARAP_ENV="prodution")
    assert "SARAP_ENV must be production, demo or test." in done.stderr


@pytest.mark.parametrize("environment", ["production", "test"])
def test_demo_refuses_to_run_elsewhere(tmp_path: Path, environment: str) -> None:
    done = run("-m", "config.run", var=tmp_path, SARAP_ENV=environment)
    assert done.returncode == 2
    assert "refuses to start" in done.stdout
    assert not (tmp_path / "postgres").exists()

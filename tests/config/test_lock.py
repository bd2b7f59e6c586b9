import re

import pytest
from django.conf import settings


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_hashes_but_no_host_and_no_path(name: str) -> None:
    text = (settings.BASE_DIR / name).read_text()
    for line in text.splitlines():
        assert re.match(r"    --hash=sha256:|[a-z0-9-]+==|$", line), line
    assert "/" not in text
    assert "://" not in text


def test_development_lock_holds_the_same_versions_as_the_runtime_lock() -> None:
    def versions(name: str) -> set[str]:
        text = (settings.BASE_DIR / name).read_text()
        return set(re.findall(r"^[a-z0-9-]+==[^ ]+", text, re.MULTILINE))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")

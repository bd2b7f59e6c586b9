"""The pages of a council's sessions: who sees what, what a press does, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows import council_story
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders

if TYPE_CHECKING:
    from tests.workflows.council_story import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return council_story.gather(builders.gather())


def test_whole_session_is_played_by_actions(cast: Cast) -> None:
    session = council_story.play(cast)
    council_story.check(session, cast)
    for person in (cast.secretary, *cast.voters):
        page = Visitor(person).get(f"/council/{session.number}/")
        assert page.status == 200

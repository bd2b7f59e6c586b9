"""What people are told: a notice is a job, deferred in the transaction of the move it tells of.

The job exists exactly if the move committed; `workflows.jobs` sends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from procrastinate.types import JSONDict

    from permissions.models import User
    from workflows.models import Case

BALL = "workflows.jobs.tell_holder"
QUEUE = "notices"


def defer(giver: User, *cases: Case) -> None:
    """Tell the persons who have got the ball, unless they gave it to themselves or wait.

    A role is not told: its work stands in My work for everyone who holds it. However many
    are told, it takes one statement.
    """
    told: list[JSONDict] = [
        {"case_id": case.pk, "seq": case.version}
        for case in cases
        if case.holder_id and case.holder_id != giver.pk and not case.waiting
    ]
    if told:
        app.configure_task(BALL, queue=QUEUE).batch_defer(*told)

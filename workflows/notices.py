"""What people are told: a notice is a job, deferred in the transaction of the move it tells of.

The job exists exactly if the move committed; `workflows.jobs` sends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows import queue

if TYPE_CHECKING:
    from procrastinate.jobs import Job

    from permissions.models import User
    from workflows.models import Case

BALL = "workflows.jobs.tell_holder"
QUEUE = "notices"


def defer(giver: User, *cases: Case) -> None:
    """Tell the persons who have got the ball, unless they gave it to themselves or wait.

    A role is not told: its work stands in My work for everyone who holds it. However many
    are told, it takes one statement.
    """
    queue.defer(*jobs(giver, *cases))


def jobs(giver: User, *cases: Case) -> list[Job]:
    """Describe the jobs that `defer` defers, for who defers others with them."""
    return [
        queue.job(BALL, QUEUE, case_id=case.pk, seq=case.version)
        for case in cases
        if case.holder_id and case.holder_id != giver.pk and not case.waiting
    ]

"""Jobs, deferred in the transaction of what they follow from: they exist if it committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from procrastinate.jobs import Job
    from procrastinate.types import JSONValue


def job(task: str, queue: str, **arguments: JSONValue) -> Job:
    """Describe a job of a task, which it names since the task itself imports what defers it."""
    made: Job = app.configure_task(task, queue=queue).make_new_job(**arguments)
    return made


def defer(*jobs: Job) -> None:
    """Defer jobs of whatever tasks, in one statement."""
    if jobs:
        app.job_manager.batch_defer_jobs(jobs=list(jobs))

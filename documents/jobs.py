"""What the worker does for the room of documents. Every job can run twice without harm."""

from procrastinate.contrib.django import app

from documents import arrivals


@app.periodic(cron="20 * * * *")
@app.task(name="documents.sweep_arrivals", queue="upkeep", pass_context=False)
def sweep_arrivals(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it
    """Remove uploads that nobody has gone on with."""
    arrivals.sweep()

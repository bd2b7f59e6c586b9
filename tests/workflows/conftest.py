"""Toy processes, known to the engine only in the tests that ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.db import connections
from django.db.models import Model
from django.utils.translation import override

from tests.workflows import toys
from workflows import declared, engine, grants, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import DjangoDbBlocker

    from permissions.models import User


def make_tables() -> None:
    """Do for the toys, as the owner, what migrating does for a process of the product."""
    with connections["owner"].schema_editor() as editor:
        for model in toys.MODELS:
            editor.create_model(model)
    with patch.dict(registry._models, toys.BY_CODE):
        declared.declare("owner")
        grants.give("owner")


@pytest.fixture(scope="session")
def _toys_for_session(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        make_tables()


@pytest.fixture
def toy_processes(_toys_for_session: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the engine know the toys, in the database that the test uses."""
    if "committed_db" in request.fixturenames:
        request.getfixturevalue("committed_db")
        make_tables()
    with patch.dict(registry._models, toys.BY_CODE):
        yield


@pytest.fixture
def start(toy_processes: None, db: None, author: User) -> Callable[..., Any]:
    """Open a toy as the author."""

    def start(model: type[Model] = toys.Toy, title: str = "Ойыншық") -> Any:
        return engine.start(model, actor=author, data={"title": title})  # type: ignore[type-var]

    return start


@pytest.fixture
def act() -> Callable[..., Any]:
    """Act on what the case is now, whatever the test saw last."""

    def act(case: Any, name: str, actor: User, **data: Any) -> Any:
        return engine.perform(case, name, actor=actor, seen_version=case.version, data=data)

    return act


@pytest.fixture
def english() -> Iterator[None]:
    """Have refusals in the words of the code."""
    with override("en"):
        yield

"""What the migrations bring."""

import pytest
from django.contrib.auth.models import Group
from django.utils import translation

from permissions.models import District, Region, Subject
from permissions.roles import Role

pytestmark = pytest.mark.django_db


def test_region_has_its_sixteen_districts_and_four_cities() -> None:
    region = Region.objects.get(code="kostanay")
    assert region.districts.filter(kind=District.Kind.DISTRICT).count() == 16
    assert region.districts.filter(kind=District.Kind.CITY).count() == 4


def test_every_directory_entry_is_named_in_three_languages() -> None:
    for model in (Region, District, Subject):
        for entry in model.objects.all():
            assert entry.name_kk
            assert entry.name_ru
            assert entry.name_en
        for column in ("name_kk", "name_ru", "name_en"):
            names = model.objects.values_list(column, flat=True)
            assert len(set(names)) == len(names)


def test_subjects_cover_the_school() -> None:
    assert Subject.objects.count() >= 25


def test_every_role_is_a_group() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


@pytest.mark.parametrize(
    ("language", "name"),
    [("kk", "Әулиекөл ауданы"), ("ru", "Аулиекольский район"), ("en", "Auliekol District")],
)
def test_name_follows_the_language(language: str, name: str) -> None:
    with translation.override(language):
        assert str(District.objects.get(code="auliekol")) == name


def test_name_falls_back_to_kazakh() -> None:
    with translation.override("en"):
        assert Subject(name_kk="Физика", name_ru="Физика (ru)").name == "Физика"
    with translation.override(None):
        assert Subject(name_kk="Физика", name_ru="Физика (ru)").name == "Физика"

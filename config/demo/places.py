"""The organisations of the demo: sixty that teach, and the offices above them."""

from __future__ import annotations

from dataclasses import dataclass

from config.demo import data
from permissions.models import District, Organisation

CAPITAL = "kostanay-city"


@dataclass(frozen=True, slots=True)
class Places:
    """Organisations, by district for those that teach and by name for the offices."""

    schools: dict[str, list[Organisation]]
    offices: dict[str, Organisation]

    def find(self, works_at: list[str | int] | str) -> Organisation:
        """Find a place as ``people.toml`` writes it: an office, or a district with a row."""
        if isinstance(works_at, str):
            return self.offices[works_at]
        district, row = works_at
        return self.schools[str(district)][int(row)]

    def all_schools(self) -> list[Organisation]:
        """List the organisations that teach, district by district."""
        return [school for schools in self.schools.values() for school in schools]


def make() -> Places:
    """Make all organisations in the districts that a migration brought."""
    districts = {district.code: district for district in District.objects.all()}
    schools = {
        code: [
            Organisation(district=districts[code], kind=kind, name_kk=kk, name_ru=ru)
            for kind, kk, ru in told["rows"]
        ]
        for code, told in data.read("organisations").items()
    }
    offices = _offices(districts)
    Organisation.objects.bulk_create(
        [*(school for rows in schools.values() for school in rows), *offices.values()]
    )
    return Places(schools, offices)


def _offices(districts: dict[str, District]) -> dict[str, Organisation]:
    offices = {
        "centre": Organisation(
            district=districts[CAPITAL],
            kind=Organisation.Kind.CENTRE,
            name_kk="Әдістемелік сүйемелдеу орталығы",
            name_ru="Центр методического сопровождения",
        ),
        "department": Organisation(
            district=districts[CAPITAL],
            kind=Organisation.Kind.DEPARTMENT,
            name_kk="Қостанай облысының білім басқармасы",
            name_ru="Управление образования Костанайской области",
        ),
    }
    for code, told in data.read("organisations").items():
        offices[f"cabinet-{code}"] = Organisation(
            district=districts[code],
            kind=Organisation.Kind.CABINET,
            name_kk=f"{districts[code].name_kk} білім бөлімінің әдістемелік кабинеті",
            name_ru=f"Методический кабинет отдела образования {told['genitive']}",
        )
    return offices

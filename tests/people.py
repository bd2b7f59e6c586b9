"""The people of the tests: factories, and one fixture for each who takes part.

Everybody works in the Kostanay region; experts work elsewhere than authors.
"""

import factory
import pytest
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from permissions.models import (
    Competence,
    DeclaredRelation,
    District,
    Expert,
    Organisation,
    Region,
    Subject,
    User,
)
from permissions.people import grant_role, system
from permissions.roles import Role

PASSWORD = "sarap-demo"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    district = factory.LazyFunction(lambda: District.objects.get(code="rudny"))
    name_kk = factory.Sequence(lambda n: f"№ {n + 1} мектеп")
    name_ru = factory.Sequence(lambda n: f"Школа № {n + 1}")


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.kz")
    last_name = factory.Iterator(["Сәрсенова", "Әбдірахманов", "Қожахметова", "Иванов"])
    first_name = factory.Iterator(["Айгүл", "Бауыржан", "Ғалия", "Пётр"])
    patronymic = factory.Iterator(["Бекқызы", "Ерланұлы", "Ринатовна", "Сергеевич"])
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password(PASSWORD)
    # The login page asks for a confirmed e-mail.
    confirmed = factory.RelatedFactory(
        "tests.people.EmailAddressFactory", "user", email=factory.SelfAttribute("user.email")
    )


class EmailAddressFactory(DjangoModelFactory[EmailAddress]):
    class Meta:
        model = EmailAddress

    verified = True
    primary = True


class ExpertFactory(DjangoModelFactory[Expert]):
    class Meta:
        model = Expert

    user = factory.SubFactory(UserFactory)


class CompetenceFactory(DjangoModelFactory[Competence]):
    class Meta:
        model = Competence

    expert = factory.SubFactory(ExpertFactory)
    subject = factory.LazyFunction(lambda: Subject.objects.get(code="mathematics"))
    language = "kk"


class DeclaredRelationFactory(DjangoModelFactory[DeclaredRelation]):
    class Meta:
        model = DeclaredRelation

    person = factory.SubFactory(UserFactory)
    other = factory.SubFactory(UserFactory)
    kind = DeclaredRelation.Kind.RELATIVE


def person(
    username: str, *roles: Role, district: str = "kostanay-city", region: bool = True
) -> User:
    """Make a person in an organisation of their own with roles in the region, or everywhere."""
    organisation = OrganisationFactory.create(district=District.objects.get(code=district))
    made = UserFactory.create(username=username, organisation=organisation)
    scope = Region.objects.get(code="kostanay") if region else None
    for role in roles:
        grant_role(made, role, region=scope, by=system())
    return made


def _expert(username: str) -> User:
    made = person(username, Role.EXPERT)
    profile = ExpertFactory.create(user=made)
    for language in ("kk", "ru"):
        CompetenceFactory.create(expert=profile, language=language)
    return made


@pytest.fixture
def mathematics(db: None) -> Subject:
    return Subject.objects.get(code="mathematics")


@pytest.fixture
def kostanay(db: None) -> Region:
    return Region.objects.get(code="kostanay")


@pytest.fixture
def author(db: None) -> User:
    return person("author", Role.AUTHOR, district="rudny", region=False)


@pytest.fixture
def coauthor(db: None) -> User:
    return person("coauthor", Role.AUTHOR, district="lisakovsk", region=False)


@pytest.fixture
def outsider(db: None) -> User:
    return person("outsider", Role.AUTHOR, district="arkalyk", region=False)


@pytest.fixture
def school_head(author: User) -> User:
    """The head of the author's own organisation."""
    made = UserFactory.create(username="school_head", organisation=author.organisation)
    grant_role(made, Role.ORGANISATION_HEAD, organisation=author.organisation, by=system())
    return made


@pytest.fixture
def secretary(db: None) -> User:
    return person("secretary", Role.SECRETARY)


@pytest.fixture
def methodist(db: None) -> User:
    return person("methodist", Role.METHODIST)


@pytest.fixture
def expert(db: None) -> User:
    return _expert("expert")


@pytest.fixture
def expert2(db: None) -> User:
    return _expert("expert2")


@pytest.fixture
def expert3(db: None) -> User:
    return _expert("expert3")


@pytest.fixture
def expert4(db: None) -> User:
    return _expert("expert4")


@pytest.fixture
def chair(db: None) -> User:
    return person("chair", Role.COUNCIL_CHAIR)


@pytest.fixture
def member(db: None) -> User:
    return person("member", Role.COUNCIL_MEMBER)


@pytest.fixture
def mentor(db: None) -> User:
    return person("mentor", Role.MENTOR)


@pytest.fixture
def head(db: None) -> User:
    """The head of the centre."""
    return person("head", Role.CENTRE_HEAD)


@pytest.fixture
def department(db: None) -> User:
    """The head of the education department."""
    return person("department", Role.DEPARTMENT_HEAD)


@pytest.fixture
def district(db: None) -> User:
    """The district methodist of the author's district."""
    made = person("district", district="rudny")
    grant_role(
        made, Role.DISTRICT_METHODIST, district=District.objects.get(code="rudny"), by=system()
    )
    return made


@pytest.fixture
def admin(db: None) -> User:
    return person("admin", Role.ADMINISTRATOR, region=False)


__all__ = [
    "PASSWORD",
    "CompetenceFactory",
    "DeclaredRelationFactory",
    "ExpertFactory",
    "OrganisationFactory",
    "UserFactory",
    "admin",
    "author",
    "chair",
    "coauthor",
    "department",
    "district",
    "expert",
    "expert2",
    "expert3",
    "expert4",
    "head",
    "kostanay",
    "mathematics",
    "member",
    "mentor",
    "methodist",
    "outsider",
    "person",
    "school_head",
    "secretary",
]

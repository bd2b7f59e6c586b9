"""The roles, the region with its districts and cities, the subjects, the system actor."""

from django.contrib.auth.hashers import make_password
from django.db import migrations

ROLES = (
    "author",
    "organisation_head",
    "district_methodist",
    "methodist",
    "secretary",
    "expert",
    "council_member",
    "council_chair",
    "mentor",
    "centre_head",
    "department_head",
    "administrator",
)

REGION = ("kostanay", "Қостанай облысы", "Костанайская область", "Kostanay Region")

CITIES = (
    ("kostanay-city", "Қостанай қаласы", "город Костанай", "Kostanay (city)"),
    ("rudny", "Рудный қаласы", "город Рудный", "Rudny"),
    ("lisakovsk", "Лисаков қаласы", "город Лисаковск", "Lisakovsk"),
    ("arkalyk", "Арқалық қаласы", "город Аркалык", "Arkalyk"),
)

DISTRICTS = (
    ("altynsarin", "Алтынсарин ауданы", "Алтынсаринский район", "Altynsarin District"),
    ("amangeldi", "Амангелді ауданы", "Амангельдинский район", "Amangeldi District"),
    ("auliekol", "Әулиекөл ауданы", "Аулиекольский район", "Auliekol District"),
    (
        "beimbet-mailin",
        "Бейімбет Майлин ауданы",
        "район Беимбета Майлина",
        "Beimbet Mailin District",
    ),
    ("denisov", "Денисов ауданы", "Денисовский район", "Denisov District"),
    ("zhangeldin", "Жангелдин ауданы", "Жангельдинский район", "Zhangeldin District"),
    ("zhitikara", "Жітіқара ауданы", "Житикаринский район", "Zhitikara District"),
    ("kamysty", "Қамысты ауданы", "Камыстинский район", "Kamysty District"),
    ("karabalyk", "Қарабалық ауданы", "Карабалыкский район", "Karabalyk District"),
    ("karasu", "Қарасу ауданы", "Карасуский район", "Karasu District"),
    ("kostanay-district", "Қостанай ауданы", "Костанайский район", "Kostanay District"),
    ("mendykara", "Меңдіқара ауданы", "Мендыкаринский район", "Mendykara District"),
    ("nauryzym", "Наурызым ауданы", "Наурзумский район", "Nauryzym District"),
    ("sarykol", "Сарыкөл ауданы", "Сарыкольский район", "Sarykol District"),
    ("uzynkol", "Ұзынкөл ауданы", "Узункольский район", "Uzynkol District"),
    ("fyodorov", "Федоров ауданы", "Федоровский район", "Fyodorov District"),
)

SUBJECTS = (
    (
        "preschool",
        "Мектепке дейінгі тәрбие мен оқыту",
        "Дошкольное воспитание и обучение",
        "Preschool education",
    ),
    ("primary", "Бастауыш білім беру", "Начальное образование", "Primary education"),
    ("kazakh-language", "Қазақ тілі", "Казахский язык", "Kazakh language"),
    ("kazakh-literature", "Қазақ әдебиеті", "Казахская литература", "Kazakh literature"),
    (
        "kazakh-l2",
        "Қазақ тілі мен әдебиеті",
        "Казахский язык и литература",
        "Kazakh language and literature (second language)",
    ),
    ("russian-language", "Орыс тілі", "Русский язык", "Russian language"),
    ("russian-literature", "Орыс әдебиеті", "Русская литература", "Russian literature"),
    (
        "russian-l2",
        "Орыс тілі мен әдебиеті",
        "Русский язык и литература",
        "Russian language and literature (second language)",
    ),
    ("english", "Ағылшын тілі", "Английский язык", "English language"),
    ("mathematics", "Математика", "Математика", "Mathematics"),
    ("algebra", "Алгебра", "Алгебра", "Algebra"),
    ("geometry", "Геометрия", "Геометрия", "Geometry"),
    ("informatics", "Информатика", "Информатика", "Informatics"),
    ("natural-science", "Жаратылыстану", "Естествознание", "Natural science"),
    ("world-knowledge", "Дүниетану", "Познание мира", "Knowledge of the world"),
    ("physics", "Физика", "Физика", "Physics"),
    ("chemistry", "Химия", "Химия", "Chemistry"),
    ("biology", "Биология", "Биология", "Biology"),
    ("geography", "География", "География", "Geography"),
    ("history-kazakhstan", "Қазақстан тарихы", "История Казахстана", "History of Kazakhstan"),
    ("world-history", "Дүниежүзі тарихы", "Всемирная история", "World history"),
    ("law", "Құқық негіздері", "Основы права", "Fundamentals of law"),
    ("art-work", "Көркем еңбек", "Художественный труд", "Art and crafts"),
    ("music", "Музыка", "Музыка", "Music"),
    ("physical-education", "Дене шынықтыру", "Физическая культура", "Physical education"),
    (
        "military-technology",
        "Алғашқы әскери және технологиялық дайындық",
        "Начальная военная и технологическая подготовка",
        "Basic military and technological training",
    ),
    (
        "business",
        "Кәсіпкерлік және бизнес негіздері",
        "Основы предпринимательства и бизнеса",
        "Fundamentals of entrepreneurship and business",
    ),
    ("psychology", "Психология", "Психология", "Psychology"),
    ("special-pedagogy", "Арнайы педагогика", "Специальная педагогика", "Special pedagogy"),
)


def named(row):
    code, kk, ru, en = row
    return {"code": code, "name_kk": kk, "name_ru": ru, "name_en": en}


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(alias)
    for role in ROLES:
        group.get_or_create(name=role)
    region = apps.get_model("permissions", "Region").objects.using(alias).create(**named(REGION))
    district = apps.get_model("permissions", "District").objects.using(alias)
    for kind, rows in (("city", CITIES), ("district", DISTRICTS)):
        for row in rows:
            district.create(region=region, kind=kind, **named(row))
    subject = apps.get_model("permissions", "Subject").objects.using(alias)
    for row in SUBJECTS:
        subject.create(**named(row))
    apps.get_model("permissions", "User").objects.using(alias).create(
        username="system",
        email="system@sarap.invalid",
        first_name="Жүйе",
        last_name="",
        is_active=False,
        password=make_password(None),
    )


class Migration(migrations.Migration):
    dependencies = [("permissions", "0001_people")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

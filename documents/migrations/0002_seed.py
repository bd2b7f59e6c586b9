"""Fill the kinds of documents and the first edition of each list; a centre makes its own."""

from datetime import date

from django.db import migrations

KINDS = [
    ("work", "Жұмыстың мәтіні", "Текст работы", "The work itself"),
    ("explanatory_note", "Түсіндірме жазба", "Пояснительная записка", "Explanatory note"),
    (
        "calendar_plan",
        "Күнтізбелік-тақырыптық жоспар",
        "Календарно-тематический план",
        "Calendar and thematic plan",
    ),
    ("outside_review", "Сыртқы пікір (рецензия)", "Внешняя рецензия", "Outside review"),
    (
        "council_extract",
        "Педагогикалық кеңес хаттамасынан үзінді",
        "Выписка из протокола педагогического совета",
        "Extract from the minutes of the pedagogical council",
    ),
    (
        "trial_certificate",
        "Апробациядан өткені туралы анықтама",
        "Справка об апробации",
        "Certificate of trial",
    ),
    (
        "district_conclusion",
        "Аудандық (қалалық) кеңес қорытындысының көшірмесі",
        "Копия заключения районного (городского) совета",
        "Scan of the conclusion of the district or city council",
    ),
    ("remarks_answer", "Ескертулерге жауап", "Ответ на замечания", "Answer to the remarks"),
    ("other", "Басқа құжат", "Другой документ", "Other document"),
]

HELP = {
    "work": (
        "Толық мәтін, мұқаба бетімен және мазмұнымен.",
        "Полный текст с титульным листом и оглавлением.",
        "The full text with its title page and table of contents.",
    ),
    "explanatory_note": (
        "Өзектілігі, мақсаты мен міндеттері, кімге арналғаны, күтілетін нәтижелері.",
        "Актуальность, цель и задачи, кому адресовано, ожидаемые результаты.",
        "Why it is needed, its aim and tasks, whom it is for, and the results expected.",
    ),
    "calendar_plan": (
        "Тақырыптар, сағат саны және мерзімдері.",
        "Темы, количество часов и сроки.",
        "Topics, number of hours and dates.",
    ),
    "outside_review": (
        "Автор жұмыс істемейтін ұйымның маманынан, қолы мен мөрі бар.",
        "От специалиста организации, в которой автор не работает, с подписью и печатью.",
        "From a specialist of an organisation where the author does not work, signed and stamped.",
    ),
    "council_extract": (
        "Жұмысты қарап, ұсыну туралы шешіммен.",
        "С решением о рассмотрении и рекомендации работы.",
        "With the decision to consider and recommend the work.",
    ),
    "trial_certificate": (
        "Жұмыс қайда, қашан және қандай нәтижемен сыналғаны.",
        "Где, когда и с каким результатом работа прошла апробацию.",
        "Where and when the work was tried out, and with what result.",
    ),
    "district_conclusion": (
        "Нөмірі, күні және нәтижесі анық көрінетін көшірме.",
        "Копия, на которой хорошо видны номер, дата и результат.",
        "A copy on which the number, the date and the result can be read.",
    ),
}

NAMES = {
    "author_programme": ("Авторлық бағдарлама", "Авторская программа", "Author's programme"),
    "methodical_aid": ("Әдістемелік құрал", "Методическое пособие", "Methodical aid"),
    "didactic_material": ("Дидактикалық материал", "Дидактический материал", "Didactic material"),
    "textbook_supplement": ("Оқулыққа қосымша", "Дополнение к учебнику", "Textbook supplement"),
    "elective_course": ("Элективті курс", "Элективный курс", "Elective course"),
}

# Regulation 3.9 asks for expertise but names no documents: these are the defaults.
# The conclusion of the district council is a record of the case; its scan is welcome.
LISTS = {
    "author_programme": {
        "work": 1,
        "explanatory_note": 1,
        "calendar_plan": 1,
        "outside_review": 2,
        "council_extract": 1,
        "trial_certificate": 1,
        "district_conclusion": 0,
    },
    "methodical_aid": {
        "work": 1,
        "explanatory_note": 1,
        "outside_review": 2,
        "council_extract": 1,
        "trial_certificate": 0,
        "district_conclusion": 0,
    },
    "didactic_material": {
        "work": 1,
        "explanatory_note": 1,
        "outside_review": 1,
        "council_extract": 1,
        "district_conclusion": 0,
    },
    "textbook_supplement": {
        "work": 1,
        "explanatory_note": 1,
        "outside_review": 2,
        "council_extract": 1,
        "district_conclusion": 0,
    },
    "elective_course": {
        "work": 1,
        "explanatory_note": 1,
        "calendar_plan": 1,
        "outside_review": 2,
        "council_extract": 1,
        "trial_certificate": 0,
        "district_conclusion": 0,
    },
}


def seed(apps, schema_editor):
    alias = schema_editor.connection.alias
    kinds = {}
    for place, (code, kk, ru, en) in enumerate(KINDS, start=1):
        kinds[code] = (
            apps.get_model("documents", "DocumentKind")
            .objects.using(alias)
            .create(code=code, name_kk=kk, name_ru=ru, name_en=en, position=place * 10)
        )
    for code, wanted in LISTS.items():
        kk, ru, en = NAMES[code]
        document_list = (
            apps.get_model("documents", "DocumentList")
            .objects.using(alias)
            .create(
                code=code,
                edition=1,
                name_kk=kk,
                name_ru=ru,
                name_en=en,
                in_force_from=date(2020, 1, 1),
            )
        )
        for place, (kind, minimum) in enumerate(wanted.items(), start=1):
            help_kk, help_ru, help_en = HELP[kind]
            apps.get_model("documents", "Requirement").objects.using(alias).create(
                document_list=document_list,
                kind=kinds[kind],
                minimum=minimum,
                position=place * 10,
                help_kk=help_kk,
                help_ru=help_ru,
                help_en=help_en,
            )


def unseed(apps, schema_editor):
    alias = schema_editor.connection.alias
    for model in ("Requirement", "DocumentList", "DocumentKind"):
        apps.get_model("documents", model).objects.using(alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents")]

    operations = [migrations.RunPython(seed, unseed)]

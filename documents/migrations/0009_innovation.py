"""What the organisation of an innovation files: with its application, and with each report."""

from datetime import date

from django.db import migrations

KINDS = [
    (
        "innovation_programme",
        "Инновациялық (эксперименттік) қызмет бағдарламасы",
        "Программа инновационной (экспериментальной) деятельности",
        "Programme of the innovation or experiment",
    ),
    (
        "justification",
        "Инновацияның негіздемесі",
        "Обоснование инновации",
        "Justification of the innovation",
    ),
    (
        "council_consent",
        "Педагогикалық кеңестің келісімі (хаттамадан үзінді)",
        "Согласие педагогического совета (выписка из протокола)",
        "Consent of the pedagogical council (extract from the minutes)",
    ),
    (
        "resources",
        "Кадрлық және материалдық қамтамасыз ету туралы анықтама",
        "Справка о кадровом и материальном обеспечении",
        "Statement of staff and resources",
    ),
    ("order", "Алаңды ашу туралы бұйрық", "Приказ об открытии площадки", "Order to open the site"),
    (
        "yearly_report",
        "Алаңның жылдық есебі",
        "Годовой отчёт площадки",
        "Yearly report of the site",
    ),
    (
        "final_report",
        "Алаңның қорытынды есебі",
        "Итоговый отчёт площадки",
        "Final report of the site",
    ),
]

HELP = {
    "innovation_programme": (
        "Мақсаты, кезеңдері, жауапты орындаушылары, күтілетін нәтижелері және оларды өлшеу тәсілі. Ұйымның атауы көрсетілмесе, сараптама әділ болады.",
        "Цель, этапы, ответственные, ожидаемые результаты и способ их измерения. Без названия организации экспертиза будет беспристрастной.",
        "Aim, stages, who is responsible, results expected and how they are measured. Without the name of the organisation the review is fairer.",
    ),
    "justification": (
        "Мәселе, оның деректермен дәлелі және ұсынылған шешімнің жаңалығы.",
        "Проблема, её подтверждение данными и новизна предлагаемого решения.",
        "The problem, the data that show it, and what is new in the solution.",
    ),
    "council_consent": (
        "Бағдарламаны қолдау туралы шешіммен, күні мен нөмірі көрсетілген.",
        "С решением о поддержке программы, с датой и номером.",
        "With the decision to support the programme, its date and number.",
    ),
    "resources": (
        "Қатысатын педагогтер, олардың біліктілігі, жабдықтар, қаржыландыру көзі.",
        "Участвующие педагоги, их квалификация, оборудование, источник финансирования.",
        "The teachers who take part, their qualifications, equipment, source of funds.",
    ),
    "district_conclusion": (
        "Нөмірі, күні және нәтижесі анық көрінетін көшірме.",
        "Копия, на которой хорошо видны номер, дата и результат.",
        "A copy on which the number, the date and the result can be read.",
    ),
    "yearly_report": (
        "Ұйым басшысының қолы қойылған есеп.",
        "Отчёт за подписью руководителя организации.",
        "The report, signed by the head of the organisation.",
    ),
    "other": (
        "Нәтижелерді растайтын материалдар: сауалнама, әзірлеме, жарияланым.",
        "Материалы, подтверждающие результаты: опросы, разработки, публикации.",
        "What shows the results: surveys, materials, publications.",
    ),
}

# Regulation 3.6 and 4.2.1 name no documents: these are the defaults.
LISTS = {
    "innovation": (
        "Инновациялық немесе эксперименттік алаң",
        "Инновационная или экспериментальная площадка",
        "Innovation or experiment site",
        {
            "innovation_programme": 1,
            "justification": 1,
            "council_consent": 1,
            "resources": 0,
            "district_conclusion": 0,
        },
    ),
    "yearly_report": (
        "Алаңның жылдық есебі",
        "Годовой отчёт площадки",
        "Yearly report of a site",
        {"yearly_report": 1, "other": 0},
    ),
}


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    kinds = apps.get_model("documents", "DocumentKind").objects.using(alias)
    lists = apps.get_model("documents", "DocumentList").objects.using(alias)
    lines = apps.get_model("documents", "Requirement").objects.using(alias)
    for place, (code, kk, ru, en) in enumerate(KINDS, start=1):
        kinds.create(code=code, name_kk=kk, name_ru=ru, name_en=en, position=200 + place * 10)
    for code, (kk, ru, en, wanted) in LISTS.items():
        made = lists.create(
            code=code,
            edition=1,
            name_kk=kk,
            name_ru=ru,
            name_en=en,
        )
        for place, (kind, minimum) in enumerate(wanted.items(), start=1):
            help_kk, help_ru, help_en = HELP[kind]
            lines.create(
                document_list=made,
                kind=kinds.get(code=kind),
                minimum=minimum,
                position=place * 10,
                help_kk=help_kk,
                help_ru=help_ru,
                help_en=help_en,
            )
        # Published at the end, since from then on it never changes.
        lists.filter(pk=made.pk).update(in_force_from=date(2020, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_reviewer_paper")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

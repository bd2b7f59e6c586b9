"""Kinds of what the system writes for a council: minutes, extracts, agendas."""

from django.db import migrations

KINDS = [
    ("paper_minutes", "Отырыс хаттамасы", "Протокол заседания", "Minutes of a session"),
    ("paper_extract", "Хаттамадан үзінді көшірме", "Выписка из протокола", "Extract of minutes"),
    ("paper_agenda", "Күн тәртібі", "Повестка дня", "Agenda"),
]


def fill(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    for place, (code, kk, ru, en) in enumerate(KINDS, start=1):
        kinds.create(
            code=code,
            name_kk=kk,
            name_ru=ru,
            name_en=en,
            position=540 + place * 10 + 5,
            rendered=True,
        )


def empty(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.filter(code__in=[code for code, *_names in KINDS]).delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_innovation")]

    operations = [migrations.RunPython(fill, empty)]

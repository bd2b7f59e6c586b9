"""Kinds of what the system writes: papers, which nobody files by hand."""

from django.db import migrations, models

KINDS = [
    (
        "paper_conclusion",
        "Жиынтық қорытынды",
        "Сводное заключение",
        "Consolidated conclusion",
    ),
    ("paper_remarks", "Ескертулер парағы", "Лист замечаний", "Sheet of remarks"),
    (
        "paper_decision",
        "Кеңес шешімі туралы хат",
        "Письмо о решении совета",
        "Letter about the decision of the council",
    ),
    ("paper_certificate", "Сертификат", "Сертификат", "Certificate"),
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
            position=500 + place * 10,
            rendered=True,
        )


def empty(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.filter(rendered=True).delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_immutable")]

    operations = [
        migrations.AddField(
            model_name="documentkind",
            name="rendered",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="Made by the system"
            ),
        ),
        migrations.RunPython(fill, empty),
    ]

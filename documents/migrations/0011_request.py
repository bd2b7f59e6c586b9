"""What a methodist files as the result of an organisation's request."""

from django.db import migrations

CODE = "request_result"
NAME = {
    "name_kk": "Өтінім бойынша нәтиже құжаты",
    "name_ru": "Документ с результатом по заявке",
    "name_en": "Document with the result of a request",
}


def fill(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.create(code=CODE, position=280, **NAME)


def empty(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_council_papers")]

    operations = [migrations.RunPython(fill, empty)]

"""A kind for scans of papers that people signed by hand; nobody files one but by signing."""

from django.db import migrations


def fill(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.create(
        code="signature_scan",
        name_kk="Қол қойылған парақтың сканкөшірмесі",
        name_ru="Скан подписанного листа",
        name_en="Scan of a signed sheet",
        position=590,
        rendered=True,
    )


def empty(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.filter(code="signature_scan").delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_withdrawn")]

    operations = [migrations.RunPython(fill, empty)]

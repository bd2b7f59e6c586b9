"""The certificate of an expert, which the system writes and files."""

from django.db import migrations


def fill(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.create(
        code="paper_reviewer",
        name_kk="Сарапшының анықтамасы",
        name_ru="Справка эксперта",
        name_en="Certificate of an expert",
        position=550,
        rendered=True,
    )


def empty(apps, schema_editor):
    kinds = apps.get_model("documents", "DocumentKind").objects.using(
        schema_editor.connection.alias
    )
    kinds.filter(code="paper_reviewer").delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_signature_scan")]

    operations = [migrations.RunPython(fill, empty)]

"""Certificates of experts, which never change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0008_reviewer_paper"),
        ("workflows", "0013_conditions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewerCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("language", models.CharField(max_length=2)),
                ("name", models.CharField(max_length=302)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("issued", models.DateField()),
                ("reviews", models.PositiveIntegerField()),
                ("data", models.JSONField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.version",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER sarap_kept BEFORE UPDATE OR DELETE"
            " ON public.workflows_reviewercertificate FOR EACH ROW"
            " EXECUTE FUNCTION sarap_refuse('a certificate of an expert never changes')",
            "DROP TRIGGER sarap_kept ON public.workflows_reviewercertificate",
        ),
    ]

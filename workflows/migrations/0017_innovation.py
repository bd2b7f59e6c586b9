"""Innovation and experiment sites with their yearly reports; the first rubric of such sites."""

from datetime import date

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from workflows.migrations._innovation_rubric import CRITERIA, NAME

CODE = "innovation"


def seed(apps, schema_editor):
    alias = schema_editor.connection.alias
    rubrics = apps.get_model("workflows", "Rubric").objects.using(alias)
    criteria = apps.get_model("workflows", "Criterion").objects.using(alias)
    anchors = apps.get_model("workflows", "Anchor")
    rubric = rubrics.create(code=CODE, edition=1, **_names(NAME))
    for position, (weight, name, meanings) in enumerate(CRITERIA, start=1):
        criterion = criteria.create(rubric=rubric, position=position, weight=weight, **_names(name))
        anchors.objects.using(alias).bulk_create(
            anchors(criterion=criterion, score=score, text_kk=kk, text_ru=ru, text_en=en)
            for score, (kk, ru, en) in enumerate(meanings)
        )
    # Published at the end, since from then on it never changes.
    rubrics.filter(pk=rubric.pk).update(in_force_from=date(2020, 1, 1))


def _names(texts):
    kk, ru, en = texts
    return {"name_kk": kk, "name_ru": ru, "name_en": en}


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0009_innovation"),
        ("workflows", "0016_appeals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Innovation",
            fields=[
                (
                    "case_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="workflows.case",
                    ),
                ),
                ("conclusion_number", models.CharField(blank=True, max_length=60)),
                ("conclusion_date", models.DateField(null=True)),
                (
                    "conclusion_result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supported", "Supported"),
                            ("with_remarks", "Supported with remarks"),
                            ("not_supported", "Not supported"),
                        ],
                        max_length=16,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("summary_kk", models.TextField(blank=True)),
                ("summary_ru", models.TextField(blank=True)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("region", "Site of the region"),
                            ("district", "Site of the district or city"),
                            ("trial", "Trial site"),
                        ],
                        max_length=8,
                    ),
                ),
                ("years", models.PositiveSmallIntegerField(null=True)),
                ("order_number", models.CharField(blank=True, max_length=60)),
                ("order_date", models.DateField(null=True)),
                ("runs_until", models.DateField(null=True)),
                ("results", models.TextField(blank=True)),
                ("reported_on", models.DateField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("innovation", "Innovation site"),
                            ("experiment", "Experiment site"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("content", "Content of education"),
                            ("methods", "Methods and technologies of teaching"),
                            ("upbringing", "Upbringing"),
                            ("inclusion", "Inclusive education"),
                            ("digital", "Digital education"),
                            ("preschool", "Preschool education"),
                            ("teachers", "Professional growth of teachers"),
                            ("management", "Management of the organisation"),
                            ("other", "Another direction"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                        max_length=2,
                    ),
                ),
                ("years_asked", models.PositiveSmallIntegerField()),
                ("goals", models.TextField()),
                ("stages", models.TextField()),
                ("results_expected", models.TextField()),
                ("partners", models.TextField(blank=True)),
                (
                    "document_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentlist",
                    ),
                ),
                (
                    "methodist",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rubric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflows.rubric",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("workflows.case",),
        ),
        migrations.CreateModel(
            name="YearlyReport",
            fields=[
                (
                    "case_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="workflows.case",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("done", models.TextField(blank=True)),
                ("reached", models.TextField(blank=True)),
                ("difficulties", models.TextField(blank=True)),
                (
                    "document_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentlist",
                    ),
                ),
                (
                    "methodist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("workflows.case",),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

"""Editions of the wording of papers, and what remarks were at each event.

A published edition never changes. What a remark was is written by the database itself, under the
number of the event that is about to happen: whoever changes a remark holds the row of its case.
"""

import json
from datetime import date
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER sarap_published BEFORE UPDATE OR DELETE ON public.workflows_letter
    FOR EACH ROW WHEN (OLD.in_force_from IS NOT NULL)
    EXECUTE FUNCTION sarap_refuse('a published wording never changes; make a new edition');

INSERT INTO public.workflows_remarkstate (remark_id, since, sent, answer)
    SELECT id, 0, sent, answer FROM public.workflows_remark WHERE sent ORDER BY id;
CREATE FUNCTION sarap_keep_remark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.workflows_remarkstate (remark_id, since, sent, answer)
        SELECT NEW.id, version + 1, NEW.sent, NEW.answer
        FROM public.workflows_case WHERE id = NEW.case_id;
    RETURN NULL;
END $$;
CREATE TRIGGER sarap_keep AFTER UPDATE ON public.workflows_remark
    FOR EACH ROW WHEN ((OLD.sent, OLD.answer) IS DISTINCT FROM (NEW.sent, NEW.answer))
    EXECUTE FUNCTION sarap_keep_remark();
"""

REVERSE = """
DROP TRIGGER sarap_keep ON public.workflows_remark;
DROP FUNCTION sarap_keep_remark();
DROP TRIGGER sarap_published ON public.workflows_letter;
"""

# The first editions, which never change.
FIRST = Path(__file__).parents[2] / "documents" / "papers" / "first_edition.json"


def fill(apps, schema_editor):
    letters = apps.get_model("workflows", "Letter").objects.using(schema_editor.connection.alias)
    for kind, texts in json.loads(FIRST.read_text()).items():
        letters.create(kind=kind, edition=1, texts=texts, in_force_from=date(2000, 1, 1))


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0010_councils"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16, verbose_name="Paper")),
                ("edition", models.PositiveSmallIntegerField(verbose_name="Edition")),
                ("texts", models.JSONField(default=dict)),
                (
                    "in_force_from",
                    models.DateField(blank=True, null=True, verbose_name="In force from"),
                ),
            ],
            options={
                "verbose_name": "Wording of a paper",
                "verbose_name_plural": "Wordings of papers",
                "ordering": ["kind", "-edition"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "edition"), name="letter_edition_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RemarkState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.PositiveIntegerField()),
                ("sent", models.BooleanField()),
                ("answer", models.TextField(blank=True)),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="states",
                        to="workflows.remark",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, REVERSE),
    ]

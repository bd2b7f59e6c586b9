"""The table of holidays and moved days, filled for 2024–2027."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from workflows.migrations._workdays import DAYS, WORKS

MOVED = (
    " (ауыстырылған демалыс)",
    " (перенесённый выходной)",
    " (day off moved)",
)


def seed(apps, schema_editor):
    alias = schema_editor.connection.alias
    days = apps.get_model("workflows", "SpecialDay").objects.using(alias)
    made = []
    for day, names, moved in DAYS:
        kk, ru, en = (name + more * moved for name, more in zip(names, MOVED, strict=True))
        made.append(days.model(day=day, works=names is WORKS, name_kk=kk, name_ru=ru, name_en=en))
    days.bulk_create(made)


def unseed(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("workflows", "SpecialDay").objects.using(alias).all().delete()


# So that a day finds the due dates it moved; no other event is in this index.
INDEX = """
CREATE INDEX workflows_event_recounts ON public.workflows_event (case_id)
    WHERE action = 'clock.recount'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0018_signed_minutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        error_messages={"unique": "This day is in the table already."},
                        unique=True,
                        verbose_name="Day",
                    ),
                ),
                (
                    "works",
                    models.BooleanField(
                        default=False,
                        help_text="For a working Saturday, or for a holiday that was entered by mistake.",
                        verbose_name="The centre works on this day",
                    ),
                ),
                ("name_kk", models.CharField(max_length=120, verbose_name="Name in Kazakh")),
                ("name_ru", models.CharField(max_length=120, verbose_name="Name in Russian")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="Name in English"),
                ),
            ],
            options={
                "verbose_name": "Holiday or moved day",
                "verbose_name_plural": "Holidays and moved days",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="SpecialDayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "day",
                    models.DateField(
                        error_messages={"unique": "This day is in the table already."},
                        verbose_name="Day",
                    ),
                ),
                (
                    "works",
                    models.BooleanField(
                        default=False,
                        help_text="For a working Saturday, or for a holiday that was entered by mistake.",
                        verbose_name="The centre works on this day",
                    ),
                ),
                ("name_kk", models.CharField(max_length=120, verbose_name="Name in Kazakh")),
                ("name_ru", models.CharField(max_length=120, verbose_name="Name in Russian")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="Name in English"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialday",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workflows_specialdayevent" ("day", "id", "name_en", "name_kk", "name_ru", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "works") VALUES (NEW."day", NEW."id", NEW."name_en", NEW."name_kk", NEW."name_ru", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."works"); RETURN NULL;',
                    hash="da2a035b36da3257fb6e78789f55f90084d39de9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_37918",
                    table="workflows_specialday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialday",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workflows_specialdayevent" ("day", "id", "name_en", "name_kk", "name_ru", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "works") VALUES (NEW."day", NEW."id", NEW."name_en", NEW."name_kk", NEW."name_ru", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."works"); RETURN NULL;',
                    hash="75a39297d59bbf09ff090c08809bd41f25a5eae0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_28b58",
                    table="workflows_specialday",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="specialdayevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workflows.specialday",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialdayevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cd283ce6fdd52a4a2ed3fb5fdb9c3a140fc404cb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_568ab",
                    table="workflows_specialdayevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(seed, unseed),
        migrations.RunSQL(INDEX, "DROP INDEX public.workflows_event_recounts"),
    ]

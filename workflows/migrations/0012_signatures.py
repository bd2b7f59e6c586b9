"""Signatures under frozen files, and codes by which anybody checks a document."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER sarap_kept BEFORE UPDATE OR DELETE ON public.workflows_signature
    FOR EACH ROW EXECUTE FUNCTION sarap_refuse('a signature never changes');
CREATE TRIGGER sarap_kept_whole BEFORE TRUNCATE ON public.workflows_signature
    FOR EACH STATEMENT EXECUTE FUNCTION sarap_refuse('signatures are never deleted');

CREATE FUNCTION sarap_signature_is_of_the_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM public.documents_version
        WHERE id = NEW.version_id AND sha256 = NEW.digest;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_TABLE_NAME,
            'the digest is not that of the version' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sarap_signature_is_of_the_file BEFORE INSERT ON public.workflows_signature
    FOR EACH ROW EXECUTE FUNCTION sarap_signature_is_of_the_file();

CREATE TRIGGER sarap_kept BEFORE DELETE ON public.workflows_attestation
    FOR EACH ROW EXECUTE FUNCTION sarap_refuse('attestations are never deleted');
CREATE TRIGGER sarap_stays BEFORE UPDATE ON public.workflows_attestation
    FOR EACH ROW
    WHEN (OLD.revoked_at IS NOT NULL
          OR (OLD.case_id, OLD.version_id, OLD.code, OLD.kind, OLD.number, OLD.issued_at)
             IS DISTINCT FROM
             (NEW.case_id, NEW.version_id, NEW.code, NEW.kind, NEW.number, NEW.issued_at)
          OR OLD.supersedes_id IS DISTINCT FROM NEW.supersedes_id)
    EXECUTE FUNCTION sarap_refuse('an attestation can only be revoked, and once');
"""
# The tables take their triggers with them.
REVERSE = "DROP FUNCTION sarap_signature_is_of_the_file() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_signature_scan"),
        ("workflows", "0011_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attestation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("number", models.CharField(max_length=60)),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_reason", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="workflows.case",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="workflows.attestation",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestation",
                        to="documents.version",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AttestationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=32)),
                ("number", models.CharField(max_length=60)),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_reason", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="workflows.case",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="workflows.attestation",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="workflows.attestation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.version",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=310)),
                ("capacity", models.CharField(max_length=32)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("simple", "Signed in Sarap"),
                            ("cms", "Electronic signature (CMS)"),
                            ("scan", "Signed on paper"),
                        ],
                        max_length=6,
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("evidence", models.JSONField(default=dict)),
                ("blob", models.BinaryField(null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.version",
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="documents.version",
                    ),
                ),
            ],
            options={
                "ordering": ["signed_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="attestation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None), ("revoked_reason", "")),
                    models.Q(
                        ("revoked_at__isnull", False),
                        ("revoked_by__isnull", False),
                        models.Q(("revoked_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="attestation_revoked_with_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attestation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workflows_attestationevent" ("case_id", "code", "id", "issued_at", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoked_reason", "supersedes_id", "version_id") VALUES (NEW."case_id", NEW."code", NEW."id", NEW."issued_at", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoked_reason", NEW."supersedes_id", NEW."version_id"); RETURN NULL;',
                    hash="e64ed192ab3a4105ce8aa2a6fe092eff5e163c5a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9a9e6",
                    table="workflows_attestation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attestation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workflows_attestationevent" ("case_id", "code", "id", "issued_at", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoked_reason", "supersedes_id", "version_id") VALUES (NEW."case_id", NEW."code", NEW."id", NEW."issued_at", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoked_reason", NEW."supersedes_id", NEW."version_id"); RETURN NULL;',
                    hash="c526ad0c8bfdd2e7ad17a8a7e0b16086e72151fc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61816",
                    table="workflows_attestation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attestationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a5cdf34c2febe8d26069c8434fa8821155d83e97",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_79f33",
                    table="workflows_attestationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("version", "capacity"), name="signed_once_in_capacity"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("blob", None), ("mode", "simple"), ("scan", None)),
                    models.Q(("blob__isnull", False), ("mode", "cms"), ("scan", None)),
                    models.Q(("blob", None), ("mode", "scan"), ("scan__isnull", False)),
                    _connector="OR",
                ),
                name="signature_has_what_its_mode_needs",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]

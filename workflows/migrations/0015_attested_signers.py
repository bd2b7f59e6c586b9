"""Which capacities a document is to be signed in before it counts."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0014_reviewers"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="attestation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attestation",
            name="update_update",
        ),
        migrations.AddField(
            model_name="attestation",
            name="signers",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="attestationevent",
            name="signers",
            field=models.JSONField(default=list),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attestation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workflows_attestationevent" ("case_id", "code", "id", "issued_at", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoked_reason", "signers", "supersedes_id", "version_id") VALUES (NEW."case_id", NEW."code", NEW."id", NEW."issued_at", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoked_reason", NEW."signers", NEW."supersedes_id", NEW."version_id"); RETURN NULL;',
                    hash="f2482519b46d244d98515ae66245d2718e4d1259",
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
                    func='INSERT INTO "workflows_attestationevent" ("case_id", "code", "id", "issued_at", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoked_reason", "signers", "supersedes_id", "version_id") VALUES (NEW."case_id", NEW."code", NEW."id", NEW."issued_at", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoked_reason", NEW."signers", NEW."supersedes_id", NEW."version_id"); RETURN NULL;',
                    hash="970c256f83b459175235246209c158ce780da5f3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61816",
                    table="workflows_attestation",
                    when="AFTER",
                ),
            ),
        ),
    ]

"""Councils with their sessions; the rules that were there become those of the first council."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import permissions.models.membership

SQL = (Path(__file__).parent / "0010_councils.sql").read_text()
UNDO = """
DROP FUNCTION IF EXISTS sarap_of_item_of_open_session() CASCADE;
DROP FUNCTION IF EXISTS sarap_of_open_session() CASCADE;
DROP FUNCTION IF EXISTS sarap_require_open(bigint) CASCADE;
DROP FUNCTION IF EXISTS sarap_session_of_item(bigint) CASCADE;
"""
NAMES = {
    "name_kk": "Педагогикалық бастамаларды сараптау жөніндегі кеңес",
    "name_ru": "Совет по экспертизе педагогических инициатив",
    "name_en": "Council on the expertise of pedagogical initiatives",
}


def give_rules_a_council(apps, schema_editor):
    alias = schema_editor.connection.alias
    region = apps.get_model("permissions", "Region").objects.using(alias).get(code="kostanay")
    council = (
        apps.get_model("workflows", "Council")
        .objects.using(alias)
        .create(code="expertise", kind="expertise", region=region, **NAMES)
    )
    apps.get_model("workflows", "CouncilRules").objects.using(alias).update(council=council)


class Migration(migrations.Migration):
    dependencies = [
        ("permissions", "0004_read_guides"),
        ("workflows", "0009_batches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("topic_kk", models.CharField(blank=True, max_length=300)),
                ("topic_ru", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("in_hand", "In hand"),
                            ("decided", "Decided"),
                            ("noted", "Noted"),
                            ("deferred", "Deferred"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("heard_kk", models.TextField(blank=True)),
                ("heard_ru", models.TextField(blank=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("not_applied", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
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
                ("until", models.DateField()),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstain")],
                        max_length=8,
                    ),
                ),
            ],
            bases=("workflows.case",),
        ),
        migrations.CreateModel(
            name="BallotBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("salt", models.BinaryField()),
                ("choices", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_kk", models.CharField(max_length=300, verbose_name="Name in Kazakh")),
                ("name_ru", models.CharField(max_length=300, verbose_name="Name in Russian")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=300, verbose_name="Name in English"),
                ),
                ("code", models.SlugField(unique=True, verbose_name="Code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("expertise", "Council on the expertise of pedagogical initiatives"),
                            ("methodical", "Methodical council"),
                            ("jury", "Jury"),
                        ],
                        max_length=16,
                        verbose_name="Kind",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="Active")),
            ],
            options={
                "verbose_name": "Council",
                "verbose_name_plural": "Councils",
            },
        ),
        migrations.CreateModel(
            name="CouncilMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("secretary", "Secretary of the council"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="Office",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        default=permissions.models.membership.today, verbose_name="First day"
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which the person no longer sits on the council.",
                        null=True,
                        verbose_name="No longer from",
                    ),
                ),
            ],
            options={
                "verbose_name": "Member of the council",
                "verbose_name_plural": "Members of the council",
            },
        ),
        migrations.CreateModel(
            name="CouncilMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("secretary", "Secretary of the council"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="Office",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        default=permissions.models.membership.today, verbose_name="First day"
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which the person no longer sits on the council.",
                        null=True,
                        verbose_name="No longer from",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("action", models.CharField(blank=True, max_length=48)),
                ("text_kk", models.TextField()),
                ("text_ru", models.TextField()),
                ("data", models.JSONField(default=dict)),
                ("secret", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Not yet put to the vote"),
                            ("open", "Voting is open"),
                            ("tied", "Votes are equal"),
                            ("carried", "Carried"),
                            ("lost", "Not carried"),
                            ("no_quorum", "No quorum"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("entitled", models.PositiveSmallIntegerField(default=0)),
                ("present", models.PositiveSmallIntegerField(default=0)),
                ("quorum", models.PositiveSmallIntegerField(default=0)),
                ("votes_for", models.PositiveSmallIntegerField(default=0)),
                ("against", models.PositiveSmallIntegerField(default=0)),
                ("abstained", models.PositiveSmallIntegerField(default=0)),
                (
                    "casting",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstain")],
                        max_length=8,
                    ),
                ),
                ("votes", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["item", "number"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("present", "In the room"),
                            ("remote", "By a link"),
                            ("absent", "Absent"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("found", "Found by the rules"),
                            ("declared", "Declared by the member"),
                        ],
                        max_length=8,
                    ),
                ),
                ("kinds", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Session",
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
                ("opening_kk", models.TextField(blank=True)),
                ("opening_ru", models.TextField(blank=True)),
                (
                    "held_as",
                    models.CharField(
                        choices=[
                            ("in_person", "In one room"),
                            ("online", "By a link"),
                            ("absentee", "By ballots, without meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("time", models.TimeField(null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("link", models.URLField(blank=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
            bases=("workflows.case",),
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_votes_are_of_the_present",
        ),
        migrations.RemoveField(
            model_name="councilrules",
            name="seats",
        ),
        migrations.RemoveField(
            model_name="expertise",
            name="agenda_date",
        ),
        migrations.AddField(
            model_name="councilrules",
            name="casting_vote",
            field=models.BooleanField(default=True, verbose_name="The chair breaks a tie"),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="majority",
            field=models.CharField(
                choices=[
                    ("present", "More than half of those present"),
                    ("all", "More than half of all who are entitled to vote"),
                    ("two_thirds", "At least two thirds of those present"),
                ],
                default="present",
                max_length=12,
                verbose_name="Majority",
            ),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="notice_days",
            field=models.PositiveSmallIntegerField(
                default=5, verbose_name="Working days between the agenda and the session"
            ),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="quorum_number",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Where it is given, it holds instead of the fraction.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="Quorum as a number of members",
            ),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="secret",
            field=models.BooleanField(
                default=False, verbose_name="Voting is secret unless decided otherwise"
            ),
        ),
        migrations.AlterField(
            model_name="councilrules",
            name="in_force_from",
            field=models.DateField(verbose_name="In force from"),
        ),
        migrations.AlterField(
            model_name="councilrules",
            name="validity_years",
            field=models.PositiveSmallIntegerField(
                default=5,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="Validity in years",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="result",
            field=models.CharField(
                choices=[
                    ("approved", "Approved"),
                    ("revision", "Sent for revision"),
                    ("rejected", "Rejected"),
                    ("referred", "Put back to the experts"),
                    ("upheld", "The first decision stands"),
                    ("completed", "Completed"),
                    ("extended", "Extended"),
                    ("stopped", "Stopped"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="matter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_items",
                to="workflows.case",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="rapporteur",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda",
                to="workflows.case",
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="councils",
                to="permissions.region",
                verbose_name="Region",
            ),
        ),
        migrations.AddField(
            model_name="councilrules",
            name="council",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="workflows.council",
                verbose_name="Council",
            ),
        ),
        migrations.RunPython(give_rules_a_council, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="councilrules",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="workflows.council",
                verbose_name="Council",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilrules",
            constraint=models.UniqueConstraint(
                fields=("council", "in_force_from"),
                name="council_rules_once_a_day",
                violation_error_message="An edition is in force from this day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilrules",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quorum_number", None), ("quorum_number__gte", 1), _connector="OR"
                ),
                name="council_quorum_number_is_positive",
            ),
        ),
        migrations.AlterConstraint(
            model_name="councilrules",
            name="council_quorum_is_a_fraction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quorum_denominator__gte", 1),
                    ("quorum_numerator__gte", 1),
                    ("quorum_numerator__lte", models.F("quorum_denominator")),
                ),
                name="council_quorum_is_a_fraction",
                violation_error_message="The quorum is a fraction above 0 and at most 1.",
            ),
        ),
        migrations.AddField(
            model_name="councilmember",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="workflows.council",
                verbose_name="Council",
            ),
        ),
        migrations.AddField(
            model_name="councilmember",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="council_seats",
                to=settings.AUTH_USER_MODEL,
                verbose_name="Person",
            ),
        ),
        migrations.AddField(
            model_name="councilmemberevent",
            name="council",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="workflows.council",
                verbose_name="Council",
            ),
        ),
        migrations.AddField(
            model_name="councilmemberevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="Person",
            ),
        ),
        migrations.AddField(
            model_name="councilmemberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="workflows.councilmember",
            ),
        ),
        migrations.AddField(
            model_name="dissent",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dissents",
                to="workflows.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="dissent",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="motions",
                to="workflows.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="ballotbox",
            name="motion",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="box",
                to="workflows.motion",
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="motion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
                to="workflows.motion",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="motion",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="workflows.motion",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "present__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("votes_for"), "+", models.F("votes_against")
                            ),
                            "+",
                            models.F("abstained"),
                        ),
                    )
                ),
                name="decision_votes_are_of_the_present",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance",
                to="workflows.case",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="recusals",
                to="workflows.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="chair",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="workflows.council",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="rules",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workflows.councilrules",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="secretary",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "in_hand"])),
                fields=("matter",),
                name="agenda_matter_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("matter__isnull", False), ("topic_kk", ""), ("topic_ru", "")),
                    models.Q(
                        ("matter", None),
                        models.Q(("topic_kk", ""), _negated=True),
                        models.Q(("topic_ru", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agenda_item_is_a_case_or_a_topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="council_term_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("council", "person"),
                name="council_member_once",
                violation_error_message="This person already sits on this council.",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("office", "chair"), ("until", None)),
                fields=("council",),
                name="council_chair_once",
                violation_error_message="The council already has a chair.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workflows_councilmemberevent" ("council_id", "id", "office", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."council_id", NEW."id", NEW."office", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="7d9262daae408c0d2d013df3a5a1651acf8b745e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b635b",
                    table="workflows_councilmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "workflows_councilmemberevent" ("council_id", "id", "office", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."council_id", NEW."id", NEW."office", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="219d373f162404465bd21cb6dd6aaaa93b60d394",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b9d49",
                    table="workflows_councilmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "workflows_councilmemberevent" ("council_id", "id", "office", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."council_id", OLD."id", OLD."office", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;',
                    hash="5814e1a489a659b068a914ceb493aa4052ad0efc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_70006",
                    table="workflows_councilmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e8c8cdc6575d3708ea83f7e11a63913c8ed3dbb8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_230f4",
                    table="workflows_councilmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="dissent_once"),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                fields=("item", "number"), name="motion_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("item",), name="motion_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "present__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("votes_for"), "+", models.F("against")
                            ),
                            "+",
                            models.F("abstained"),
                        ),
                    )
                ),
                name="motion_votes_are_of_the_present",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(("entitled__gte", models.F("present"))),
                name="motion_present_are_entitled",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(("secret", False), ("votes", []), _connector="OR"),
                name="motion_secret_names_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("session", "person"),
                name="presence_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="recusal_once"),
        ),
        migrations.RunSQL(SQL, UNDO),
    ]

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import workflows.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("documents", "0003_immutable"),
        ("permissions", "0003_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("series", models.CharField(max_length=24, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=workflows.models.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=32, null=True, unique=True)),
                (
                    "process_code",
                    models.CharField(db_column="process", editable=False, max_length=8),
                ),
                ("edition", models.PositiveSmallIntegerField(editable=False)),
                ("state", django_fsm.FSMField(editable=False, max_length=32, protected=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("head", models.BinaryField(default=b"")),
                ("open", models.BooleanField(default=True, editable=False)),
                ("outcome", models.CharField(blank=True, editable=False, max_length=8)),
                ("holder_role", models.CharField(blank=True, editable=False, max_length=32)),
                ("waiting", models.BooleanField(default=False, editable=False)),
                ("held_since", models.DateTimeField(editable=False)),
                ("due_at", models.DateTimeField(editable=False, null=True)),
                ("title_kk", models.CharField(blank=True, max_length=300)),
                ("title_ru", models.CharField(blank=True, max_length=300)),
                ("started_at", models.DateTimeField(editable=False)),
                (
                    "district",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="permissions.district",
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.dossier",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "initiator",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiated",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="permissions.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="workflows.case",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="permissions.region",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="permissions.subject",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeclaredMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("process", models.CharField(max_length=8)),
                ("edition", models.PositiveSmallIntegerField()),
                ("action", models.CharField(max_length=48)),
                ("source", models.CharField(blank=True, max_length=32)),
                ("target", models.CharField(max_length=32)),
                ("final", models.BooleanField()),
                ("outcome", models.CharField(blank=True, max_length=8)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("process", "edition", "action", "source", "target"),
                        include=("final", "outcome"),
                        name="declared_move_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=48)),
                ("source", models.CharField(blank=True, max_length=32)),
                ("target", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("data", models.JSONField(default=dict)),
                ("holder_role", models.CharField(blank=True, max_length=32)),
                ("waiting", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField(null=True)),
                ("hash", models.BinaryField()),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="workflows.case",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acted_through",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "seq"],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("process", models.CharField(max_length=8)),
                ("number", models.PositiveSmallIntegerField()),
                ("days", models.JSONField(default=dict)),
                ("in_force_from", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("process", "number"), name="terms_edition_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="terms",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="workflows.terms",
            ),
        ),
        migrations.CreateModel(
            name="CaseGroupPermission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="workflows.case"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group"),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "unique_together": {("group", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="CaseUserPermission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="workflows.case"
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["user", "content_object"], name="case_grant_by_person")
                ],
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["holder", "due_at"],
                name="case_held_by_person",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("open", True), ("holder", None)),
                fields=["holder_role", "region", "due_at"],
                name="case_held_by_role",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["process_code", "-held_since"], name="case_by_process"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder__isnull", False), ("holder_role", ""), ("open", True)),
                    models.Q(
                        ("holder", None),
                        ("open", True),
                        models.Q(("holder_role", ""), _negated=True),
                    ),
                    models.Q(
                        ("due_at", None),
                        ("holder", None),
                        ("holder_role", ""),
                        ("open", False),
                        ("waiting", False),
                    ),
                    _connector="OR",
                ),
                name="case_open_has_one_holder",
            ),
        ),
    ]

"""Prepare editions of rubrics before they are published; refuse to change those that are."""

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER sarap_published BEFORE UPDATE OR DELETE ON public.workflows_rubric
    FOR EACH ROW WHEN (OLD.in_force_from IS NOT NULL)
    EXECUTE FUNCTION sarap_refuse('a published rubric never changes; make a new edition');

CREATE FUNCTION sarap_rubric_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_now jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    row_old jsonb := to_jsonb(CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END);
    rubrics bigint[];
BEGIN
    IF TG_TABLE_NAME = 'workflows_anchor' THEN
        SELECT array_agg(rubric_id) INTO rubrics FROM public.workflows_criterion
            WHERE id IN ((row_now->>'criterion_id')::bigint, (row_old->>'criterion_id')::bigint);
    ELSE
        rubrics := ARRAY[(row_now->>'rubric_id')::bigint, (row_old->>'rubric_id')::bigint];
    END IF;
    -- The lock keeps a rubric from being published between this test and the commit.
    PERFORM 1 FROM public.workflows_rubric WHERE id = ANY(rubrics) ORDER BY id FOR SHARE;
    PERFORM 1 FROM public.workflows_rubric
        WHERE id = ANY(rubrics) AND in_force_from IS NOT NULL;
    IF FOUND THEN
        RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_TABLE_NAME,
            'a published rubric never changes; make a new edition' USING ERRCODE = '23514';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sarap_published BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_criterion
    FOR EACH ROW EXECUTE FUNCTION sarap_rubric_is_open();
CREATE TRIGGER sarap_published BEFORE INSERT OR UPDATE OR DELETE ON public.workflows_anchor
    FOR EACH ROW EXECUTE FUNCTION sarap_rubric_is_open();
"""

REVERSE = """
DROP TRIGGER sarap_published ON public.workflows_anchor;
DROP TRIGGER sarap_published ON public.workflows_criterion;
DROP FUNCTION sarap_rubric_is_open();
DROP TRIGGER sarap_published ON public.workflows_rubric;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0007_saved_filters"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="criterion",
            options={
                "ordering": ["position"],
                "verbose_name": "Criterion",
                "verbose_name_plural": "Criteria",
            },
        ),
        migrations.AlterModelOptions(
            name="rubric",
            options={"verbose_name": "Rubric", "verbose_name_plural": "Rubrics"},
        ),
        migrations.AlterModelOptions(
            name="terms",
            options={
                "verbose_name": "Terms of a process",
                "verbose_name_plural": "Terms of the processes",
            },
        ),
        migrations.RemoveConstraint(
            model_name="criterion",
            name="criterion_position_once",
        ),
        migrations.AlterField(
            model_name="anchor",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="anchors",
                to="workflows.criterion",
            ),
        ),
        migrations.AlterField(
            model_name="anchor",
            name="text_en",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="position",
            field=models.PositiveSmallIntegerField(verbose_name="Place"),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="weight",
            field=models.PositiveSmallIntegerField(
                validators=[django.core.validators.MinValueValidator(1)], verbose_name="Weight"
            ),
        ),
        migrations.AlterField(
            model_name="rubric",
            name="code",
            field=models.SlugField(max_length=40, verbose_name="Code"),
        ),
        migrations.AlterField(
            model_name="rubric",
            name="edition",
            field=models.PositiveSmallIntegerField(verbose_name="Edition"),
        ),
        migrations.AlterField(
            model_name="rubric",
            name="in_force_from",
            field=models.DateField(blank=True, null=True, verbose_name="In force from"),
        ),
        migrations.AlterField(
            model_name="terms",
            name="in_force_from",
            field=models.DateField(verbose_name="In force from"),
        ),
        migrations.AlterField(
            model_name="terms",
            name="number",
            field=models.PositiveSmallIntegerField(verbose_name="Edition"),
        ),
        migrations.AlterField(
            model_name="terms",
            name="process",
            field=models.CharField(max_length=8, verbose_name="Process"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("rubric", "position"),
                name="criterion_position_once",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]

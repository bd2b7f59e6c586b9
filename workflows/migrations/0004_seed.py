"""The first rubric of expertise and the first rules of the council; a centre makes its own."""

from datetime import date

from django.db import migrations

from workflows.migrations._expertise_rubric import CRITERIA, NAME

FIRST_DAY = date(2020, 1, 1)
CODE = "expertise"


def seed(apps, schema_editor):
    alias = schema_editor.connection.alias
    rubric = (
        apps.get_model("workflows", "Rubric")
        .objects.using(alias)
        .create(code=CODE, edition=1, in_force_from=FIRST_DAY, **_names(NAME))
    )
    criteria = apps.get_model("workflows", "Criterion").objects.using(alias)
    anchors = apps.get_model("workflows", "Anchor")
    for position, (weight, name, meanings) in enumerate(CRITERIA, start=1):
        criterion = criteria.create(rubric=rubric, position=position, weight=weight, **_names(name))
        anchors.objects.using(alias).bulk_create(
            anchors(criterion=criterion, score=score, text_kk=kk, text_ru=ru, text_en=en)
            for score, (kk, ru, en) in enumerate(meanings)
        )
    # The Regulation fixes neither seats nor quorum (2.2.8, 5.2.7).
    apps.get_model("workflows", "CouncilRules").objects.using(alias).create(
        in_force_from=FIRST_DAY,
        seats=9,
        quorum_numerator=2,
        quorum_denominator=3,
        validity_years=5,
    )


def unseed(apps, schema_editor):
    alias = schema_editor.connection.alias
    rubric = {"code": CODE, "edition": 1}
    for model, condition in (
        ("Anchor", {f"criterion__rubric__{name}": value for name, value in rubric.items()}),
        ("Criterion", {f"rubric__{name}": value for name, value in rubric.items()}),
        ("Rubric", rubric),
        ("CouncilRules", {"in_force_from": FIRST_DAY}),
    ):
        apps.get_model("workflows", model).objects.using(alias).filter(**condition).delete()


def _names(texts):
    kk, ru, en = texts
    return {"name_kk": kk, "name_ru": ru, "name_en": en}


class Migration(migrations.Migration):
    dependencies = [("workflows", "0003_expertise")]

    operations = [migrations.RunPython(seed, unseed)]

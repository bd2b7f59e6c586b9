"""A language of instruction is named in the reader's language; no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0024_pair_labels"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appeal",
            name="language",
            field=models.CharField(
                choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")], max_length=2
            ),
        ),
        migrations.AlterField(
            model_name="expertise",
            name="language",
            field=models.CharField(
                choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")], max_length=2
            ),
        ),
        migrations.AlterField(
            model_name="innovation",
            name="language",
            field=models.CharField(
                choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")], max_length=2
            ),
        ),
        migrations.AlterField(
            model_name="mentoring",
            name="language",
            field=models.CharField(
                choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")], max_length=2
            ),
        ),
    ]

"""The table of the shared cache, which counts attempts for the rate limits of all web processes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("permissions", "0002_directories")]
    operations = [
        # Unlogged: what a cache loses in a crash it never promised to keep.
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE permissions_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX permissions_cache_expires ON permissions_cache (expires);
            """,
            "DROP TABLE permissions_cache",
        )
    ]

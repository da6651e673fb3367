from django.db import migrations, models

INDEX = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX people_by_part_of_name ON participants_participant USING gin (UPPER(name::text) gin_trgm_ops)"""


def index_names(apps, schema_editor):
    """As name__icontains asks for it. SQLite has no such index, and few people."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX people_by_part_of_name")


class Migration(migrations.Migration):

    dependencies = [
        ('participants', '0005_history'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='participant',
            name='people_stopped',
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['kecamatan', 'stopped_after', '-id', 'stopped_on'], name='people_who_stopped'),
        ),
        migrations.RunPython(index_names, drop_index),
    ]

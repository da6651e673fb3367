# Apart from 0002: PostgreSQL does not alter a table whose rows were written in the same transaction.
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("notifications", "0002_patient_deliveries")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(condition=Q(settled_at=None, state__in=["failed", "sending"]), fields=["-id"], name="delivery_open"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(condition=Q(("state__in", ["queued", "sending"])) | Q(("sealed", None)), name="delivery_drops_its_sealed_text"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(condition=~Q(("state", "queued")) | Q(("message__isnull", False)) | Q(("sealed__isnull", False)), name="delivery_has_something_to_send"),
        ),
    ]

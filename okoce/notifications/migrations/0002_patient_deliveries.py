import django.db.models.deletion
import okoce.clock
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def name_the_receiver(apps, schema_editor):
    Delivery, Message = apps.get_model("notifications", "Delivery"), apps.get_model("notifications", "Message")
    message = Message.objects.filter(pk=OuterRef("message"))
    Delivery.objects.update(
        user=Subquery(message.values("user")[:1]),
        kind=Subquery(message.values("kind")[:1]),
        created_at=Subquery(message.values("created_at")[:1]),
        next_at=Subquery(message.values("created_at")[:1]),
        tried_at=F("sent_at"),
    )
    Delivery.objects.filter(state="sending").update(tried_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="message",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="notifications.message"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(choices=[("queued", "menunggu"), ("sending", "belum pasti terkirim"), ("sent", "terkirim"), ("failed", "tidak terkirim"), ("expired", "kedaluwarsa")], default="queued", max_length=8),
        ),
        migrations.AddField(
            model_name="delivery",
            name="user",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="penerima"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="kind",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="delivery",
            name="key",
            field=models.CharField(blank=True, max_length=120, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="sealed",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="percobaan"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="created_at",
            field=models.DateTimeField(default=okoce.clock.now, editable=False, verbose_name="dibuat"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="next_at",
            field=models.DateTimeField(default=okoce.clock.now, verbose_name="dicoba lagi"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="tried_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="terakhir dicoba"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="expires_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="berlaku sampai"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="diurus"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="settled_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(name_the_receiver, migrations.RunPython.noop),
    ]

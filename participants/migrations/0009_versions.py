# Forms that were sent once, and what notes said before

import django.db.models.deletion
import okoce.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participants', '0008_waiting_checks'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('answer', models.BigIntegerField(help_text='The row it made.', null=True)),
                ('sent_at', models.DateTimeField(db_index=True, default=okoce.clock.now)),
            ],
            options={
                'verbose_name': 'formulir terkirim',
                'verbose_name_plural': 'formulir terkirim',
            },
        ),
        migrations.CreateModel(
            name='NoteWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='catatan')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='langkah berikut')),
                ('readers', models.CharField(choices=[('pair', 'saya dan peserta saja'), ('office', 'juga petugas wilayahnya')], max_length=6, verbose_name='yang boleh membaca')),
                ('replaced_at', models.DateTimeField(default=okoce.clock.now, editable=False, verbose_name='diganti')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='participants.mentoringnote', verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'tulisan sebelumnya',
                'verbose_name_plural': 'tulisan sebelumnya',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('readers__in', ['pair', 'office'])), name='wording_readers_are_known')],
            },
        ),
    ]

"""The measures are fields now: the old ones go, and the limits of the new ones hold."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0004_carry_measures'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='historicalprogrammestage',
            name='rule',
        ),
        migrations.RemoveField(
            model_name='programmestage',
            name='rule',
        ),
        migrations.AlterField(
            model_name='historicalprogrammeyear',
            name='minimum_age',
            field=models.PositiveSmallIntegerField(default=17, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(60)], verbose_name='usia paling muda'),
        ),
        migrations.AlterField(
            model_name='programmeyear',
            name='minimum_age',
            field=models.PositiveSmallIntegerField(default=17, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(60)], verbose_name='usia paling muda'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_age__range', (10, 60))), name='minimum_age_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('attendance_percent__range', (1, 100))), name='attendance_percent_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('notes__range', (1, 24))), name='notes_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('days_apart__range', (0, 90))), name='days_apart_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('finished_follow_up__range', (0, 24))), name='finished_follow_up_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('statements__range', (1, 12))), name='statements_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('months__range', (1, 24))), name='months_within_limits'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('months__gte', models.F('statements'))), name='statements_fit_into_months', violation_error_message='Jumlah bulan harus sama dengan atau lebih dari jumlah laporan bulanan.'),
        ),
        migrations.AddConstraint(
            model_name='programmeyear',
            constraint=models.CheckConstraint(condition=models.Q(('counts_nib', True), ('counts_pirt', True), ('counts_halal', True), ('counts_merek', True), _connector='OR'), name='some_licence_counts', violation_error_message='Pilih sedikitnya satu jenis izin yang dihitung.'),
        ),
    ]

"""Fields for the measures of a year, with the usual values."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0002_history'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='attendance_percent',
            field=models.PositiveSmallIntegerField(default=75, help_text='Bagian dari pertemuan satu sesi yang wajib dihadiri supaya modulnya selesai.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='kehadiran (%)'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='counts_halal',
            field=models.BooleanField(default=False, verbose_name='Sertifikat halal dihitung'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='counts_merek',
            field=models.BooleanField(default=False, verbose_name='Merek dihitung'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='counts_nib',
            field=models.BooleanField(default=True, verbose_name='NIB dihitung'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='counts_pirt',
            field=models.BooleanField(default=False, verbose_name='P-IRT dihitung'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='days_apart',
            field=models.PositiveSmallIntegerField(default=7, help_text='Catatan dihitung bila sedikitnya sekian hari sesudah catatan yang dihitung sebelumnya.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(90)], verbose_name='jarak antarcatatan (hari)'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='finished_follow_up',
            field=models.PositiveSmallIntegerField(default=1, help_text='Paling sedikit sekian tindak lanjut selesai; 0 bila tidak diminta.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(24)], verbose_name='tindak lanjut selesai'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='months',
            field=models.PositiveSmallIntegerField(default=6, help_text='Laporan itu berasal dari sekian bulan yang berurutan.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='dalam berapa bulan'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='notes',
            field=models.PositiveSmallIntegerField(default=2, help_text='Paling sedikit sekian catatan untuk tahap Pendampingan.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='catatan pendampingan'),
        ),
        migrations.AddField(
            model_name='historicalprogrammeyear',
            name='statements',
            field=models.PositiveSmallIntegerField(default=3, help_text='Paling sedikit sekian laporan keuangan bulanan.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='laporan bulanan'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='attendance_percent',
            field=models.PositiveSmallIntegerField(default=75, help_text='Bagian dari pertemuan satu sesi yang wajib dihadiri supaya modulnya selesai.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='kehadiran (%)'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='counts_halal',
            field=models.BooleanField(default=False, verbose_name='Sertifikat halal dihitung'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='counts_merek',
            field=models.BooleanField(default=False, verbose_name='Merek dihitung'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='counts_nib',
            field=models.BooleanField(default=True, verbose_name='NIB dihitung'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='counts_pirt',
            field=models.BooleanField(default=False, verbose_name='P-IRT dihitung'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='days_apart',
            field=models.PositiveSmallIntegerField(default=7, help_text='Catatan dihitung bila sedikitnya sekian hari sesudah catatan yang dihitung sebelumnya.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(90)], verbose_name='jarak antarcatatan (hari)'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='finished_follow_up',
            field=models.PositiveSmallIntegerField(default=1, help_text='Paling sedikit sekian tindak lanjut selesai; 0 bila tidak diminta.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(24)], verbose_name='tindak lanjut selesai'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='months',
            field=models.PositiveSmallIntegerField(default=6, help_text='Laporan itu berasal dari sekian bulan yang berurutan.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='dalam berapa bulan'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='notes',
            field=models.PositiveSmallIntegerField(default=2, help_text='Paling sedikit sekian catatan untuk tahap Pendampingan.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='catatan pendampingan'),
        ),
        migrations.AddField(
            model_name='programmeyear',
            name='statements',
            field=models.PositiveSmallIntegerField(default=3, help_text='Paling sedikit sekian laporan keuangan bulanan.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='laporan bulanan'),
        ),
    ]

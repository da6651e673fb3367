"""The words that names are made of: what a mistyped word is compared with."""

from django.db import models

LONGEST = 60


class NameWord(models.Model):
    """A word of the key of somebody's name, kept by ../name_words.py. It says nothing about whose name it is."""

    word = models.CharField("kata", max_length=LONGEST, primary_key=True)
    # Without its first letter, so that a word whose first letter was mistyped is found by an index as well.
    rest = models.CharField("tanpa huruf pertama", max_length=LONGEST, db_index=True)

    class Meta:
        verbose_name = "kata nama"
        verbose_name_plural = "kata nama"
        ordering = ["word"]

    def __str__(self):
        return self.word

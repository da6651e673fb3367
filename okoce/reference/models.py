"""Which state reference data are in: one row, changed with each write of them."""

import uuid

from django.db import models


def new_token():
    return uuid.uuid4().hex


class ReferenceState(models.Model):
    """`token` is a new one after each change, so that a process sees whether what it has read still stands.

    It is random, not counted: a change that is rolled back must not leave a number which another change gets again.
    """

    ONLY = 1

    token = models.CharField(max_length=32, default=new_token)

    class Meta:
        verbose_name = "keadaan data acuan"
        verbose_name_plural = "keadaan data acuan"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_state_of_reference_data")]

    def __str__(self):
        return self.token

    @classmethod
    def change(cls):
        """Let every process read its reference data anew, once the transaction is committed."""
        if not cls.objects.filter(pk=cls.ONLY).update(token=new_token()):
            cls.objects.bulk_create([cls(pk=cls.ONLY)], ignore_conflicts=True)

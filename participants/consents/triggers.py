"""Texts that people read are only appended: nobody changes afterwards what somebody agreed to."""

from okoce.triggers import append_only

TRIGGERS = append_only("consents_privacytext")

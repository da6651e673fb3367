"""settings.PERSON_ERASURES: files of papers with the name. The papers themselves lose it by the rules."""

from trainings.certificates.models import Bundle


def erase(person, markers):
    """Delete the files of the sessions of which this person has a paper; they are drawn anew when asked for."""
    Bundle.objects.filter(session__certificates__participant=person).delete()

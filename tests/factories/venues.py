"""Venues, trainers and the trainings that group sessions."""

from okoce.programme.models import Module
from okoce.regions.models import Region
from tests.factories.places import GROGOL, make_places
from tests.factories.years import make_agency, make_year
from trainings.sessions.models import Trainer, Training, Venue
from trainings.sessions.venue_names import venue_key


def make_venue(name="Aula kecamatan", kecamatan=GROGOL, **fields):
    """A venue in the first kelurahan of a kecamatan; the one that is there already when the name is known."""
    make_places()
    kelurahan = Region.objects.filter(parent=kecamatan).order_by("code").first()
    known = Venue.objects.filter(kelurahan=kelurahan, name_key=venue_key(name)).first()
    return known or Venue.objects.create(name=name, kelurahan=kelurahan, **{"capacity": 500, **fields})


def make_trainer(name="Rina Rekaan", *, agency=None, modules=(), **fields):
    trainer = Trainer.objects.create(name=name, agency=agency or make_agency(), **fields)
    trainer.modules.set(Module.objects.filter(code__in=modules))
    return trainer


def make_training(title="Pelatihan dasar", *, agency=None, modules=("M1", "M2", "M3"), kecamatan=(), **fields):
    training = Training.objects.create(
        title=title, agency=agency or make_agency(), programme_year=fields.pop("year", None) or make_year(), **fields
    )
    training.modules.set(Module.objects.filter(code__in=modules))
    training.kecamatan.set(kecamatan)
    return training

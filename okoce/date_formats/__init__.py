"""How Django itself writes dates and numbers, in the admin above all: as okoce/formats.py does."""

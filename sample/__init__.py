"""An invented year of the programme: believable, the same for the same seed and day, and nobody in it is real."""

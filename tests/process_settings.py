"""The portal's own settings for a process that a test starts (worker, web, command): only its clock is the tests'."""

from tests import clock  # noqa: F401, I001 - first, so that all else is loaded under it
from okoce.settings import *  # noqa: F403

"""What a web server runs; it begins only with keys that fit the data."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okoce.settings")
application = get_wsgi_application()
connections.settings["default"]["LIMITS"] = settings.REQUEST_LIMITS  # of connections made from here on

from okoce.keys.start import require_right_keys  # noqa: E402 - needs the apps

require_right_keys()

# Every page's code is loaded now, so the first visitor does not wait for it, and then left out of the search for
# garbage: it never becomes any, and looking through it again and again costs each request.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()

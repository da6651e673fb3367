"""The portal's own settings, in a folder of their own: a test never meets the data or the queue of ./run.

Without DATABASE_URL the tests run on SQLite in a file (threads and a worker process share it), with it on
PostgreSQL; nothing else differs.
"""

import atexit
import os
import shutil
import tempfile

from tests import clock  # noqa: F401 - shifts the clock before anything is loaded

_folder = tempfile.mkdtemp(prefix="okoce-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ |= {
    "OKOCE_VAR": _folder,
    "SECRET_KEY": "only-for-tests-" + "x" * 50,
    "NIK_KEYS": "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdDE=",
    "NIK_HMAC_KEY": "only-for-tests-" + "x" * 50,
    "ACCESS_LOG_KEY": "only-for-tests-" + "y" * 50,
    "HTTPS": "false",
    "STAFF_SECOND_FACTOR": "false",
    "TRUSTED_PROXIES": "0",
}
# One Redis serves all test processes, each in its own databases: broker and cache.
if os.environ.get("REDIS_URL"):
    _process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1")[2:]) + 1
    _server = os.environ["REDIS_URL"].partition("?")[0]
    os.environ["REDIS_URL"] = f"{_server}?db={2 * _process}"
    os.environ["CACHE_URL"] = f"{_server}?db={2 * _process + 1}"

from okoce.settings import *  # noqa: E402, F403
from okoce.settings import DATABASES, STORAGES, VAR  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "okoce.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    # No manifest needed; finders serve what is in static/.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WORK_COUNTS_SECONDS = 0  # tests act without a request, and look at once
WHITENOISE_AUTOREFRESH = True

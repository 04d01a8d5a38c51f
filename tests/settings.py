"""Settings of the tests: their own data folder, a fast password hasher."""

import os
import tempfile

os.environ["HELPWELL_DATA"] = tempfile.mkdtemp(prefix="helpwell-test-")
os.environ.setdefault("HELPWELL_LOG_LEVEL", "ERROR")

if redis := os.environ.get("HELPWELL_REDIS_URL"):  # a database for each worker: they clear it between tests
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["HELPWELL_REDIS_URL"] = f"{redis.rpartition('/')[0]}/{worker}"

from helpwell.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite"):  # noqa: F405
    # A file, as in production: in memory, a browser and its test lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["HELPWELL_DATA"], "test.sqlite3")}  # noqa: F405

"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes the names inside ES module imports too, so that no bundler is needed."""

    support_js_module_import_aggregation = True
    manifest_strict = False

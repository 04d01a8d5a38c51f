"""Places of their own for what the room saves."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def data_folder(settings: Any, tmp_path: Path) -> Path:
    """An empty data folder; the database stays that of the tests."""
    settings.HELPWELL = replace(settings.HELPWELL, data=tmp_path)
    return tmp_path

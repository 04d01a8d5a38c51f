"""What a website loads is small, whole and says where the rest is."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.test import Client, override_settings

from helpwell.base.assets import AssetStorage

pytestmark = pytest.mark.django_db

LAUNCHER, WHOLE = 3_000, 20_000  # bytes, compressed


@pytest.fixture(scope="module")
def collected(tmp_path_factory: Any) -> Path:
    """The widget's files as they are served."""
    source = Path(str(finders.find("chat/chat.js"))).parent
    root = Path(tmp_path_factory.mktemp("static"))
    shutil.copytree(source, root / "chat")
    found = StaticFilesStorage(location=root)
    with override_settings(STATIC_ROOT=root):
        storage = AssetStorage(location=root)
        names = [f"chat/{path.name}" for path in source.iterdir()]
        assert list(storage.post_process({name: (found, name) for name in names}))
    return root / "chat"


def test_the_launcher_is_tiny_and_the_whole_widget_small(client: Client, collected: Path) -> None:
    launcher = len(gzip.compress(client.get("/chat/widget.js").content))
    patterns = ("chat.????????????.js", "chat.????????????.css", "invitation.????????????.js")
    parts = [path for pattern in patterns for path in collected.glob(pattern)]
    panel = sum(len(gzip.compress(path.read_bytes())) for path in parts)

    assert len(parts) == 3
    assert launcher <= LAUNCHER
    assert launcher + panel <= WHOLE


def test_the_panel_is_one_module_that_a_browser_can_read(collected: Path) -> None:
    (module,) = collected.glob("chat.????????????.js")
    text = module.read_text()

    parts = [
        path
        for path in collected.glob("*.js")
        if path.name.count(".") == 1 and path.stem not in ("launcher", "invitation")
    ]
    sources = "\n".join(path.read_text() for path in parts)
    names = re.findall(r"^(?:export )?(?:async )?(?:function|class|const) (\w+)", sources, re.MULTILINE)
    assert "import {" not in text
    assert len(names) == len(set(names)), "the parts share one scope"
    assert re.findall(r"^export async function (\w+)", text, re.MULTILINE) == ["start"]
    if node := shutil.which("node"):
        assert (
            subprocess.run([node, "--check", "--input-type=module"], stdin=module.open(), check=False).returncode == 0
        )


def test_the_script_says_where_the_rest_is_and_may_be_kept_a_while(client: Client) -> None:
    response = client.get("/chat/widget.js")

    assert 'root": "http://testserver"' in response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "public, max-age=300"

"""More than one file under one name."""

from typing import Any

from django import forms


class SeveralFiles(forms.FileInput):
    """The browser's own field for them."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []

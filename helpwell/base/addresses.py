"""Parts of addresses."""


class LanguageConverter:
    """A language code such as `de` or `pt-br`; whether the site offers it is settled later."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]{2,8})*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value

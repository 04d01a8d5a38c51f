"""The steps of an article, for walking through them one at a time."""

from html.parser import HTMLParser

LEAST = 3  # steps from which on walking helps more than reading


def steps_of(body: str) -> list[str]:
    """The items of the first ordered list as plain text; none when it is too short to walk through."""
    reader = _StepReader()
    reader.feed(body)
    reader.close()
    steps = [" ".join(step.split()) for step in reader.steps]
    return steps if len(steps) >= LEAST else []


class _StepReader(HTMLParser):
    """Gathers the items of the first `<ol>`; lists inside an item belong to the item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.steps: list[str] = []
        self.depth = 0  # of lists, counted from the ordered one on
        self.is_done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul") and (self.depth or tag == "ol"):
            self.depth += 1
        elif tag == "li" and self.depth == 1 and not self.is_done:
            self.steps.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self.depth:
            self.depth -= 1
            self.is_done = self.is_done or self.depth == 0
        elif tag in ("li", "p", "br"):
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self.depth and self.steps and not self.is_done:
            self.steps[-1] += data

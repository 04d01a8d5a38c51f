"""Find the category a row means, or make it."""

from dataclasses import dataclass, field

from helpwell.knowledge.models import Category, CategoryName

BETWEEN = ">"  # "Orders > Delivery"


@dataclass
class Topics:
    """Remembers what it found; one for each import."""

    made: list[str] = field(default_factory=list)  # names of new categories
    _known: dict[tuple[str, str], Category] = field(default_factory=dict)

    def find_or_make(self, said: str, language: str) -> Category | None:
        """The category with this id, name or path of names; made when there is none. "": none."""
        if not said:
            return None
        if (language, said) not in self._known:
            self._known[language, said] = self._by_id(said) or self._by_path(said, language)
        return self._known[language, said]

    def forget(self) -> None:
        """Look again: what was made may have been rolled back."""
        self._known.clear()

    def _by_id(self, said: str) -> Category | None:
        found: Category | None = Category.objects.filter(public_id=said).first()
        return found

    def _by_path(self, said: str, language: str) -> Category:
        category: Category | None = None
        for name in filter(None, (part.strip() for part in said.split(BETWEEN))):
            category = self._child(category, name[:80], language)
        return category or self._child(None, said[:80], language)

    def _child(self, parent: Category | None, name: str, language: str) -> Category:
        siblings = Category.objects.get_children(parent) if parent else Category.objects.get_root_nodes()
        named = CategoryName.objects.filter(name__iexact=name, category__in=siblings).select_related("category")
        same = next(iter(sorted(named, key=lambda found: found.language != language)), None)
        return same.category if same else self._make(parent, name, language)

    def _make(self, parent: Category | None, name: str, language: str) -> Category:
        category = Category.begin(language, name, by=None, parent=parent)
        self.made.append(name)
        return category

"""How the list of articles is searched, narrowed and sorted."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.desk.forms.choices import category_choices, colleague_choices
from helpwell.desk.found import found_translations
from helpwell.knowledge.models import Article, Translation

PAGE = 50  # articles
ORDERS = {
    "": ["-updated_at", "-pk"],
    "title": ["title", "pk"],
    "review": ["article__review_on", "pk"],
    "oldest": ["updated_at", "pk"],
}


class ArticleSearch(forms.Form):
    """Everything in it may be missing; what makes no sense counts as missing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=500)
    language = forms.ChoiceField(label=_("Language"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    visibility = forms.ChoiceField(label=_("Who may read it"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    needs = forms.ChoiceField(
        label=_("Needs"),
        required=False,
        choices=[
            ("", _("Needs")),
            ("review", _("A review")),
            ("findings", _("Mending")),
            ("behind", _("Catching up with its source")),
            ("edited", _("Publishing")),
            ("translation", _("Translating")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", _("Last changed")),
            ("oldest", _("Longest unchanged")),
            ("title", _("Title")),
            ("review", _("Review date")),
        ],
    )
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """`language` is the one category names are shown in."""
        super().__init__(*args, **kwargs)
        self._choose("language", _("Language"), [(code, language_name(code)) for code in Site.current().languages])
        self._choose("status", _("Status"), Translation.Status.choices)
        self._choose("category", _("Category"), category_choices(language), ("none", _("Without a category")))
        self._choose("visibility", _("Audience"), Article.Visibility.choices)
        self._choose("owner", _("Owner"), colleague_choices(), ("none", _("Without an owner")))
        self.full_clean()

    def _choose(self, name: str, any_label: Any, *choices: Any) -> None:
        listed = [choice for part in choices for choice in (part if isinstance(part, list) else [part])]
        self.fields[name].choices = [("", any_label), *listed]  # type: ignore[attr-defined]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(value for name, value in self.cleaned_data.items() if name not in {"sort", "page"})

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields beside the search itself that this site has a use for."""
        pointless = {"q", "page"} | ({"language"} if len(Site.current().languages) == 1 else set())
        return [field for field in self if field.name not in pointless]

    @property
    def query(self) -> QueryDict:
        """What an address needs to lead here again; without the page."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in self.cleaned_data.items() if value and name != "page"})
        return query

    def results(self) -> Page[Translation]:
        """The articles asked for, a page of them."""
        paginator = Paginator(self._ordered(self._narrowed()).for_listing(), PAGE)
        return paginator.get_page(self.cleaned_data.get("page") or 1)

    def _narrowed(self) -> Any:
        chosen = self.cleaned_data
        translations = self._in_language(Translation.objects.all())
        if status := chosen.get("status"):
            translations = translations.filter(status=status)
        if visibility := chosen.get("visibility"):
            translations = translations.filter(article__visibility=visibility)
        for name in ("category", "owner"):
            if value := chosen.get(name):
                translations = translations.filter(**{f"article__{name}": None if value == "none" else int(value)})
        return translations

    def _in_language(self, translations: Any) -> Any:
        """One line for each article, unless the question is about single languages."""
        needs, language = self.cleaned_data.get("needs"), self.cleaned_data.get("language")
        if needs == "translation":
            translations = translations.sources()
            return translations.without(language) if language else translations.untranslated(Site.current().languages)
        if language:
            translations = translations.in_language(language)
        elif needs not in {"findings", "behind", "edited"} and not self.cleaned_data.get("q"):
            translations = translations.sources()
        wanted = {
            "review": translations.review_due,
            "findings": translations.with_findings,
            "behind": translations.behind,
            "edited": translations.edited,
        }
        return wanted[needs]() if needs in wanted else translations

    def _ordered(self, translations: Any) -> Any:
        if question := self.cleaned_data.get("q"):
            return _ranked(translations, found_translations(question, self.cleaned_data.get("language", "")))
        return translations.named().order_by(*ORDERS[self.cleaned_data.get("sort", "")])


def _ranked(translations: QuerySet[Translation], ids: list[int]) -> QuerySet[Translation]:
    """Those of `ids`, in their order."""
    order = Case(*[When(pk=pk, then=Value(rank)) for rank, pk in enumerate(ids)], output_field=IntegerField())
    return translations.filter(pk__in=ids).order_by(order if ids else "pk")

"""What stands around the articles in an exported folder: categories, notices and the site's settings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from helpwell.base.logo import checked_logo
from helpwell.base.models import Site
from helpwell.knowledge.importing.files import take_whole
from helpwell.knowledge.models import Category, CategoryName, FormerCategorySlug, Import, Notice, NoticeText

SETTINGS = (
    "name", "hue", "brand_css", "languages", "time_zone", "home_url", "contact_email", "contact_url", "imprint_url",
    "privacy_url", "retention_days", "popular_days", "least_words", "jargon",
)  # fmt: skip
NOTICES = "notices.yaml"


def bring_in(task: Import, folder: Path) -> None:
    """Take in each of the files that is there; what is wrong in one is remarked and stops nothing else."""
    if task.is_first:
        take_whole(task, folder / "settings.yaml", _set_site)
        _take_logo(task, folder)
    take_whole(task, folder / "categories.yaml", lambda entries: _take_categories(entries, task))
    if task.is_first and NOTICES not in task.taken:
        take_whole(task, folder / NOTICES, lambda entries: _take_notices(entries, task))


def _set_site(values: dict[str, Any]) -> None:
    site = Site.current()
    known = {name: _typed(site, name, values[name]) for name in SETTINGS if name in values}
    for name, value in known.items():
        setattr(site, name, value)
    site.full_clean(exclude=["logo"])
    site.change(**known)


def _typed(site: Site, name: str, value: Any) -> Any:
    return int(value) if isinstance(getattr(site, name), int) else value


def _take_logo(task: Import, folder: Path) -> None:
    for path in sorted(folder.glob("logo.*"))[:1]:
        try:
            Site.current().change(logo=checked_logo(SimpleUploadedFile(path.name, path.read_bytes())))
        except (OSError, ValidationError) as error:
            why = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            task.remark(_("“%(name)s” was left out: %(why)s.") % {"name": path.name, "why": why[:300]})


def _take_categories(entries: list[dict[str, Any]], task: Import) -> None:
    for parent, entry in _walked(entries, ""):
        _take_category(entry, Category.objects.filter(public_id=parent).first() if parent else None, task)


def _walked(entries: list[dict[str, Any]], parent: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in entries:
        yield parent, entry
        yield from _walked(entry.get("children") or [], entry["id"])


def _take_category(entry: dict[str, Any], parent: Category | None, task: Import) -> None:
    category = Category.objects.filter(public_id=entry["id"]).first()
    if category is None:
        values = {"public_id": entry["id"], "icon": entry.get("icon", "")}
        category = Category.objects.add_child(parent, values) if parent else Category.objects.add_root(values)
    descriptions, addresses = entry.get("descriptions") or {}, entry.get("addresses") or {}
    for language, name in (entry.get("names") or {}).items():
        description = descriptions.get(language, "")[:200]
        category.name(language, name[:80], description, task.by, addresses.get(language, "")[:100])
    for language, slugs in (entry.get("former_addresses") or {}).items():
        for slug in slugs:
            if not CategoryName.objects.filter(language=language, slug=slug).exists():
                values = {"language": language, "slug": slug[:100]}
                FormerCategorySlug.objects.get_or_create(**values, defaults={"category": category})


def _take_notices(entries: list[dict[str, Any]], task: Import) -> None:
    task.take(NOTICES, len(entries))
    for entry in entries:
        notice = Notice(
            audience=Notice.Audience(entry.get("audience", "customers")),
            level=Notice.Level[entry.get("level", "info").upper()],
        )
        notice.starts_at = _moment(entry, "starts") or notice.starts_at
        notice.ends_at = _moment(entry, "ends")
        notice.save()
        for language, text in entry["texts"].items():
            NoticeText.objects.create(
                notice=notice,
                language=language,
                title=text["title"][:120],
                body=text.get("body", "")[:400],
                link=text.get("link", entry.get("link", ""))[:300],
            )


def _moment(entry: dict[str, Any], end: str) -> datetime | None:
    """`starts_at`, or `starts_in_days` counted from now for examples that should always be fresh."""
    if said := entry.get(f"{end}_at"):
        return parse_datetime(said)
    days = entry.get(f"{end}_in_days")
    return timezone.now() + timedelta(days=float(days)) if days is not None else None

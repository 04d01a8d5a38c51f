"""The models of this room, a file each."""

from helpwell.knowledge.models.article import Article
from helpwell.knowledge.models.article_reading import ArticleReading
from helpwell.knowledge.models.attachment import Attachment
from helpwell.knowledge.models.category import Category
from helpwell.knowledge.models.category_name import CategoryName
from helpwell.knowledge.models.change import Change
from helpwell.knowledge.models.day_views import DayViews
from helpwell.knowledge.models.draft import Draft
from helpwell.knowledge.models.exports import Export
from helpwell.knowledge.models.finding import Finding
from helpwell.knowledge.models.former_slug import FormerCategorySlug, FormerSlug
from helpwell.knowledge.models.imports import Import, ImportRow
from helpwell.knowledge.models.notice import Notice, NoticeText
from helpwell.knowledge.models.phrasing import Phrasing
from helpwell.knowledge.models.revision import Revision
from helpwell.knowledge.models.translation import Translation
from helpwell.knowledge.models.vote import Vote

__all__ = [
    "Article",
    "ArticleReading",
    "Attachment",
    "Category",
    "CategoryName",
    "Change",
    "DayViews",
    "Draft",
    "Export",
    "Finding",
    "FormerCategorySlug",
    "FormerSlug",
    "Import",
    "ImportRow",
    "Notice",
    "NoticeText",
    "Phrasing",
    "Revision",
    "Translation",
    "Vote",
]

"""What the company knows: categories, articles, their translations and revisions."""

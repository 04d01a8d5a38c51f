"""What every room uses: the site, its look, requests and errors."""

"""A thin adapter of GitHub's REST API."""

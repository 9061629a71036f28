"""A thin adapter of WebSub hubs."""

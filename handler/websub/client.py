"""Tells WebSub hubs that a feed has changed; they fetch it and tell its subscribers.

https://www.w3.org/TR/websub/#publishing leaves the request to the hub; all known ones take this.
"""

from functools import cached_property

import urllib3


class HubClient:
    """WebSub hubs over HTTP."""

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(retries=False)

    def publish(self, hub: str, topic: str, *, seconds: float) -> bool:
        """See `Hubs.publish`."""
        try:
            response = self._pool.request(
                "POST",
                hub,
                fields={"hub.mode": "publish", "hub.url": topic},
                encode_multipart=False,
                headers={"User-Agent": "coldpress"},
                timeout=urllib3.Timeout(connect=min(seconds, 2), total=seconds),
                redirect=False,
                preload_content=False,
            )
        except urllib3.exceptions.HTTPError:
            return False
        response.close()
        return 200 <= response.status < 300

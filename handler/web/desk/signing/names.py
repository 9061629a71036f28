"""What programs that write know the blog and its people by."""

from handler.core.people.state import Member
from handler.web.desk.answers import links_of
from handler.web.desk.desk import Visit

MICROPUB = "/_coldpress/micropub"
MEDIA = f"{MICROPUB}/media"
INDIEAUTH = "/_coldpress/indieauth/"


def issuer_of(visit: Visit) -> str:
    """What the blog is called where programs tell who let them in."""
    return f"{links_of(visit).root}{INDIEAUTH}"


def profile_of(visit: Visit, member: Member) -> str:
    """The address that somebody is known by: an owner is the blog, others say who they are.

    So nobody but an owner signs in elsewhere in the name of the blog.
    """
    home = links_of(visit).absolute("/")
    return home if member.is_owner else f"{home}?author={member.id}"

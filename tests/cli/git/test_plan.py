"""What a commit changes in the bucket, whatever others did there and however pushes broke off."""

from hypothesis import given
from hypothesis import strategies as st

from handler.cli.git.plan import Plan, Pushed, begun, ended, plan

KEYS = ("a.md", "b.md", "c.md")
FILES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from("123"))


def pushed(files: dict[str, str]) -> Pushed:
    """What is known after a whole push."""
    return Pushed("before", files, files)


def planned(stored: dict[str, str], here: dict[str, str], known: Pushed) -> Plan:
    return plan(stored, here, known, overwrite=False)


def test_a_first_push_uploads_what_differs_and_deletes_nothing() -> None:
    found = planned({"a": "1", "b": "old", "desk": "1"}, {"a": "1", "b": "2", "c": "3"}, Pushed())
    assert found == Plan(changed=("b", "c"))


def test_what_changed_in_git_goes_over_and_what_git_deleted_goes() -> None:
    stored = {"same": "1", "changed": "1", "gone": "1"}
    found = planned(stored, {"same": "1", "changed": "2", "new": "3"}, pushed(stored))
    assert found == Plan(changed=("changed", "new"), gone=("gone",))


def test_what_git_never_had_stays() -> None:
    assert planned({"desk": "1", "a": "1"}, {"a": "1"}, pushed({"a": "1"})) == Plan()


def test_what_others_changed_alone_is_left_and_what_git_changed_too_is_told() -> None:
    known = pushed({"alone": "1", "deleted": "1", "both": "1", "deleted in git": "1"})
    stored = {"alone": "9", "both": "9", "deleted in git": "9", "new in both": "9"}
    here = {"alone": "1", "deleted": "1", "both": "2", "new in both": "2"}
    assert planned(stored, here, known) == Plan(
        left=("alone", "deleted"), conflicts=("both", "new in both", "deleted in git")
    )
    assert plan(stored, here, known, overwrite=True) == Plan(
        changed=("alone", "deleted", "both", "new in both"), gone=("deleted in git",)
    )


def test_what_is_the_same_again_is_no_conflict_any_more() -> None:
    assert planned({"a": "9"}, {"a": "9"}, pushed({"a": "1"})) == Plan()


def test_a_file_that_cannot_be_uploaded_stays_as_it_is_there() -> None:
    known = pushed({"a": "1"})
    assert plan({"a": "1"}, {}, known, overwrite=False, unusable=["a"]) == Plan()


def test_etags_that_only_the_bucket_can_know_are_no_changes() -> None:
    known = Pushed("before", {"a": "1"}, {"a": "encrypted"})
    assert planned({"a": "encrypted"}, {"a": "1"}, known) == Plan()
    assert planned({"a": "encrypted"}, {"a": "2"}, known) == Plan(changed=("a",))


@given(FILES, FILES, FILES, st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_a_push_that_breaks_off_anywhere_is_made_up_for_by_the_next(
    first: dict[str, str],
    second: dict[str, str],
    third: dict[str, str],
    uploaded: set[str],
    deleted: set[str],
) -> None:
    """Nobody else writes: then no file is ever taken for one that others changed."""
    known, bucket = pushed(first), dict(first)
    broken = planned(bucket, second, known)
    known = begun(known, second, broken)
    bucket |= {key: second[key] for key in broken.changed if key in uploaded}
    bucket = {k: etag for k, etag in bucket.items() if not (k in broken.gone and k in deleted)}
    found = planned(bucket, third, known)
    assert (found.conflicts, found.left) == ((), ())
    stored = dict(bucket)
    bucket |= {key: third[key] for key in found.changed}
    bucket = {key: etag for key, etag in bucket.items() if key not in found.gone}
    assert bucket == third
    known = ended(known, "third", stored, third, {key: third[key] for key in found.changed}, ())
    assert planned(bucket, third, known) == Plan()

"""The names under which files in `_data` are found; Jekyll 4.3.1 has the same."""

import pytest

from handler.core.model.data_names import data_path


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("_data/my data.yml", ["my_data"]),
        ("_data/v1.2.yml", ["v12"]),
        ("_data/team members/jo.yml", ["team_members", "jo"]),
        ("_data/a.b/c.d.json", ["ab", "cd"]),
        ("_data/  two  sp  .yml", ["two_sp_"]),
        ("_data/x & y.csv", ["x_y"]),
        ("_data/tab\tx.yml", ["tab_x"]),
        ("_data/a-b_c.yml", ["a-b_c"]),
        ("_data/café.yml", ["caf"]),
        ("_data/데이터 1.0.yml", ["_10"]),
    ],
)
def test_names_are_made_as_in_jekyll(key: str, path: list[str]) -> None:
    assert data_path(key) == path


def test_a_name_of_other_letters_alone_stays() -> None:
    assert data_path("_data/데이터.yml") == ["데이터"]

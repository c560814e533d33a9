"""An operator moves from SQLite to PostgreSQL and back, and keeps a copy."""

import stat

import pytest
from demo import BINARY
from lib.processes import Program, free_ports
from terminal import SECRET, type_in

ACCOUNT = ["account", "--name", "Harbor", "--slug", "harbor", "--zone", "Europe/Berlin", "--admin-name", "Ada",
           "--email", "ada@harbor.example"]
COLLEAGUE = ["user", "--account", "harbor", "--name", "Milo", "--zone", "Europe/Lisbon", "--email",
             "milo@harbor.example"]


@pytest.fixture
def server(database):
    """The address of an empty PostgreSQL database."""
    return database.url


def carried_out(url, *words):
    """What a command says that ends well."""
    ending = type_in(url, *words)
    assert ending.code == 0, ending
    return ending.text


def refused(url, *words):
    """What a command says that ends in failure."""
    ending = type_in(url, *words)
    assert ending.code != 0, ending
    return ending.text


def new_file(folder):
    """A SQLite database with an account."""
    url = f"sqlite:{folder}/usher.sqlite"
    carried_out(url, "migrate")
    carried_out(url, *ACCOUNT)
    return url


def test_everything_moves_to_postgresql_and_back(tmp_path, server):
    file, back = new_file(tmp_path), f"sqlite:{tmp_path}/back.sqlite"
    said = carried_out(file, "transfer", "--from", file, "--to", server)
    assert "users: 1 copied" in said and "every one compared" in said
    # The account is there, and goes on: a colleague joins, and a key is made.
    carried_out(server, *COLLEAGUE)
    assert "usher_" in carried_out(server, "key", "--account", "harbor", "--label", "Web site")
    assert "users: 2 copied" in carried_out(server, "transfer", "--from", server, "--to", back)
    assert "another user" in refused(back, *COLLEAGUE).lower()
    assert carried_out(back, "migrate") == "The database is up to date.\n"


def test_nothing_is_moved_onto_what_is_there(tmp_path, server):
    file = new_file(tmp_path)
    carried_out(file, "transfer", "--from", file, "--to", server)
    assert "not empty" in refused(file, "transfer", "--from", file, "--to", server)
    assert "same database" in refused(file, "transfer", "--from", file, "--to", file)


def test_a_file_that_is_served_from_is_neither_moved_nor_served_twice(tmp_path, server):
    file, port = new_file(tmp_path), free_ports(1)[0]
    command = [str(BINARY), "serve"]
    settings = {"USHER_DATABASE_URL": file, "USHER_SECRET": SECRET, "USHER_PORT": str(port)}
    serving = Program(command, tmp_path / "log", settings)
    try:
        serving.wait_for_port(port)
        assert "serves from" in refused(file, "serve")
        assert "serves from" in refused(file, "transfer", "--from", file, "--to", server)
    finally:
        serving.stop()
    carried_out(file, "transfer", "--from", file, "--to", server)


def test_a_source_that_is_not_there_is_not_made(tmp_path, server):
    said = refused(server, "transfer", "--from", f"sqlite:{tmp_path}/nothing.sqlite", "--to", server)
    assert "--from" in said and "nothing.sqlite" in said
    assert not list(tmp_path.iterdir())


def test_a_copy_is_made_of_sqlite_for_its_owner_alone_and_serves_in_its_place(tmp_path):
    file, copy = new_file(tmp_path), tmp_path / "copy.sqlite"
    carried_out(file, "backup", "--to", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "there already" in refused(file, "backup", "--to", str(copy))
    carried_out(f"sqlite:{copy}", *COLLEAGUE)


def test_of_postgresql_its_own_tool_makes_the_copies(tmp_path, server):
    carried_out(server, "migrate")
    assert "pg_dump" in refused(server, "backup", "--to", str(tmp_path / "copy"))
    assert not list(tmp_path.iterdir())


def test_a_demo_is_not_begun_on_the_database_of_another(tmp_path, server):
    carried_out(server, "migrate")
    carried_out(server, *ACCOUNT)
    assert "--data" in refused(server, "demo", "--data", str(tmp_path / "demo"))

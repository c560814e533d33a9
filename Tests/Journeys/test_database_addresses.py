"""A wrong address of a database, or a database that does not let Usher in: the operator hears why."""

import socket

import pytest
from lib.processes import free_ports
from several import new_database
from terminal import type_in
from wire import eventually

PASSWORD = "Kumquat"
COMMANDS = [
    ["migrate"], ["serve"], ["doctor"], ["demo"], ["key", "--account", "harbor", "--label", "Web site"],
    ["account", "--name", "Harbor", "--slug", "harbor", "--zone", "UTC", "--admin-name", "Ada",
     "--email", "ada@harbor.example"],
]
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])


def refused(url, *words, **settings):
    """What a command says that ends in failure, names the setting, and shows no part of the password."""
    ending = type_in(url, *(words or ["migrate"]), **settings)
    assert ending.code != 0 and "USHER_DATABASE_URL" in ending.text, ending
    assert "Kum" not in ending.text and "quat" not in ending.text, ending
    return ending.text


@pytest.mark.parametrize("url", [
    "mysql://usher:Kumquat@localhost/usher", "postgress://usher:Kumquat@localhost/usher",
    "postgres:usher:Kumquat@localhost/usher", "usher.sqlite", "Kumquat", "sqlite:"])
def test_an_address_of_no_engine_is_refused_with_the_two_that_there_are(url):
    text = refused(url)
    assert "sqlite:" in text and "postgres://" in text


@pytest.mark.parametrize("url", [
    "postgres://usher:Kumquat%zz@localhost/usher", "postgres://usher:Kum%zzquat@localhost/usher",
    "postgres://usher:Kumquat%@localhost/usher", "postgres://usher:Kumquat@[::1/usher",
    "postgres://usher:Kumquat@localhost:port/usher", "postgres://usher:Kumquat@localhost:99999/usher",
    "postgres://usher:Kumquat@localhost:1/usher?color=Kumquat"])
def test_an_address_that_cannot_be_read_is_refused_without_its_password(url):
    refused(url)


# Each means something to a URL, and whoever pastes a password seldom thinks of that.
@pytest.mark.parametrize("sign", "/@?#:% +&=")
def test_a_password_with_a_sign_that_should_be_escaped_is_not_shown(sign):
    refused(f"postgres://usher:Kum{sign}quat@127.0.0.1:{free_ports(1)[0]}/usher")


@every_command
def test_every_command_refuses_an_address_that_cannot_be_read(command):
    refused("postgres://usher:Kum%zzquat@localhost/usher", *command)


@every_command
def test_every_command_says_that_nobody_listens_there(command):
    port = free_ports(1)[0]
    text = refused(f"postgres://usher:Kumquat@127.0.0.1:{port}/usher", *command)
    assert "refused" in text and str(port) in text


def test_that_nobody_listens_is_said_at_once():
    refused(f"postgres://usher:Kumquat@127.0.0.1:{free_ports(1)[0]}/usher", seconds=3)


def test_a_server_that_says_nothing_is_given_up_in_seconds():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        assert "timeout" in refused(f"postgres://usher:Kumquat@127.0.0.1:{port}/usher", seconds=8)


def test_a_host_that_does_not_exist_is_named():
    assert "nowhere.invalid" in refused("postgres://usher:Kumquat@nowhere.invalid/usher")


def test_a_database_that_does_not_exist_is_named(postgres):
    assert 'database "nothing" does not exist' in refused(postgres.url_of("nothing"))


def as_user(database, user):
    """The database's address for somebody else; a password may follow after a colon."""
    return database.url.replace("usher@", f"{user}@", 1)


def test_a_user_who_does_not_exist_is_named(database):
    assert 'role "nobody" does not exist' in refused(as_user(database, "nobody:Kumquat"))


@pytest.fixture(scope="module")
def guarded(postgres):
    """A function from a password to the address of a database whose owner has to give the right one."""
    database = new_database(postgres)
    role = f"owner_of_{database.name}"
    database.rows(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    database.rows(f"ALTER DATABASE {database.name} OWNER TO {role}")
    rules = postgres.folder / "data" / "pg_hba.conf"
    rules.write_text(f"host all {role} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
    loaded = lambda: database.rows("SELECT pg_conf_load_time()")
    before = loaded()
    database.rows("SELECT pg_reload_conf()")
    eventually(lambda: loaded() != before, what="the new rule")
    return lambda password: as_user(database, f"{role}:{password}")


@every_command
def test_a_wrong_password_is_refused_and_not_shown(guarded, command):
    assert "password" in refused(guarded("Kumquats"), *command)


def test_the_doctor_names_server_and_database_without_the_password(guarded, several):
    url = guarded(PASSWORD)
    assert type_in(url, "migrate").code == 0
    ending = type_in(
        url, "doctor", USHER_PUBLIC_URL=several.url, USHER_ZOOM_OAUTH_BASE=several.zoom.url,
        USHER_ZOOM_CLIENT_ID="sandbox-client", USHER_ZOOM_CLIENT_SECRET="sandbox-secret")
    [line] = [line for line in ending.text.splitlines() if "database:" in line]
    assert line.startswith("✓") and url.partition("@")[2] in line, ending
    assert ending.code == 0 and PASSWORD not in ending.text, ending


@pytest.mark.parametrize("is_migrated", [False, True], ids=["empty", "migrated"])
@pytest.mark.parametrize("command", ["migrate", "serve", "doctor"])
def test_a_database_that_takes_no_changes_is_called_read_only(database, is_migrated, command):
    assert not is_migrated or type_in(database.url, "migrate").code == 0
    database.rows(f"ALTER DATABASE {database.name} SET default_transaction_read_only = on")
    assert "read-only" in refused(database.url, command)


@pytest.fixture
def visitor(database):
    """Somebody who may look into the database, and no more."""
    role = f"visitor_of_{database.name}"
    database.rows(f"CREATE ROLE {role} LOGIN")
    return role


def tables(database):
    return {name for (name,) in database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def steps(database):
    """The steps of the schema that the database has had."""
    return [name for (name,) in database.rows("SELECT name FROM schema_steps ORDER BY position")]


def test_who_may_not_make_tables_is_told_so_and_can_go_on_once_they_may(database, visitor):
    url = as_user(database, visitor)
    assert "permission denied for schema public" in refused(url)
    assert tables(database) == set()
    database.rows(f"GRANT CREATE ON SCHEMA public TO {visitor}")
    database.rows("CREATE EXTENSION btree_gist")
    assert type_in(url, "migrate").code == 0
    assert "up to date" in type_in(url, "migrate").text


def test_who_may_not_add_the_extension_is_told_so_and_no_step_is_half_laid(database, visitor):
    url = as_user(database, visitor)
    database.rows(f"GRANT CREATE ON SCHEMA public TO {visitor}")
    assert 'permission denied to create extension "btree_gist"' in refused(url)
    before = steps(database)
    assert before == ["accounts", "calendars"] and {"users", "calendars"} <= tables(database)
    # The step that needs the extension has made tables before it gets to that.
    assert not {"contacts", "meetings", "appointments"} & tables(database)
    assert "usher migrate" in type_in(url, "serve").text
    database.rows(f"GRANT CREATE ON DATABASE {database.name} TO {visitor}")
    assert type_in(url, "migrate").code == 0
    assert steps(database)[:2] == before and len(steps(database)) > 2


@pytest.fixture
def below_a_file(tmp_path):
    """A path of which no folder can be made."""
    (tmp_path / "file").write_text("This is no folder.")
    return tmp_path / "file" / "usher.sqlite"


@every_command
def test_a_file_that_cannot_be_made_is_named(below_a_file, command):
    assert str(below_a_file) in refused(f"sqlite:{below_a_file}", *command)


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path):
    path, text = tmp_path / "letter.txt", "Dear Sir or Madam,\n" * 100
    path.write_text(text)
    assert str(path) in refused(f"sqlite:{path}")
    assert path.read_text() == text


def test_a_file_that_cannot_be_made_is_explained_in_plain_words(below_a_file):
    assert "Domain=" not in refused(f"sqlite:{below_a_file}")


@pytest.mark.parametrize("command", COMMANDS[4:], ids=lambda command: command[0])
def test_whoever_forgot_to_migrate_is_told_that_and_not_of_tables(database, command):
    ending = type_in(database.url, *command)
    assert ending.code != 0 and "usher migrate" in ending.text and "relation" not in ending.text, ending

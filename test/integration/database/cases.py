"""Tests programs/create_database.py with a real MySQL server: which data it reuses, and what it does not change.

Environment: MYSQL_HOST, MYSQL_PORT, MYSQL_ADMIN, MYSQL_PASSWORD: an administrator of a server that may be emptied. The
program runs as in a job, after programs/verdict.py, but its patches of Kubernetes objects are only recorded.
"""
import base64
import contextlib
import os
import pathlib
import re
import socket
import types
import unittest

import bcrypt
import pymysql
from sqlalchemy_utils.types.encrypted.encrypted_type import AesGcmEngine

PROGRAMS = pathlib.Path(__file__).resolve().parents[3] / "programs"
HOST, PORT = os.environ.get("MYSQL_HOST", "127.0.0.1"), int(os.environ["MYSQL_PORT"])
ADMIN, ADMIN_PASSWORD = os.environ.get("MYSQL_ADMIN", "admin"), os.environ["MYSQL_PASSWORD"]
MARK = "alembic_cdktf_zenml_aws"
KEY, OTHER_KEY = "k" * 64, "o" * 64
PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES"


def sql(statement, *values, user=ADMIN, password=None, database=None):
    connection = pymysql.connect(host=HOST, port=PORT, user=user, password=password or ADMIN_PASSWORD, database=database, autocommit=True)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()


def logs_in(user, password, database=None):
    try:
        sql("SELECT 1", user=user, password=password, database=database)
        return True
    except pymysql.err.OperationalError:
        return False


def run(part="zenml", prefix="acme", deployment="one", password="first-password", **more):
    """Runs the job's program; its verdict, and what it patched."""
    environ = {
        "DB_HOST": HOST, "DB_PORT": str(PORT), "DB_NAME": f"{prefix}_{part}", "DB_USERNAME": f"{prefix}_{part}", "DB_PASSWORD": password,
        "DB_ADMIN_USERNAME": ADMIN, "DB_ADMIN_PASSWORD": ADMIN_PASSWORD, "DB_PRIVILEGES": PRIVILEGES, "DB_TLS": "none",
        "DB_PART": part, "DB_OWNER": f"111122223333/{prefix}", "DB_DEPLOYMENT": deployment,
        "JOB_NAME": "job", "JOB_VERDICT": "verdict",
    }
    if part == "zenml":
        environ |= {"DB_KEY": KEY, "DB_KEY_SECRET": "key", "ZENML_USERNAME": "admin", "ZENML_PASSWORD": f"zenml-{password}"}
    environ |= {name: value for name, value in more.items() if value is not None}
    program = types.ModuleType("job")
    patched = {}
    text = (PROGRAMS / "verdict.py").read_text() + (PROGRAMS / "create_database.py").read_text()
    exec(compile(text, "job", "exec"), program.__dict__)
    program.patch = lambda kind, name, change, retriable: patched.update({f"{kind}/{name}": change})
    program.PAUSE_SECONDS = 0
    program.PATIENCE_SECONDS, program.CONNECT_SECONDS = 0, 1
    program.say = lambda text: None
    before = dict(os.environ)
    os.environ |= environ
    try:
        program.conclude(program.main)
    finally:
        os.environ.clear()
        os.environ |= before
    verdict = patched.pop("configmaps/verdict")["data"]["verdict"]
    assert bool(verdict) == ("jobs/job" in patched), "a job that stopped has to run again"
    for secret in (ADMIN_PASSWORD, password, KEY, OTHER_KEY):
        assert secret not in verdict, f"a secret in: {verdict}"
    return types.SimpleNamespace(verdict=verdict, patched=patched)


def mark(database):
    return dict(sql(f"SELECT name, content FROM `{database}`.{MARK}"))


def fill(database, key=KEY, name="admin"):
    """What ZenML 0.98.0 has in its database, as far as the job looks at it."""
    sql(f"CREATE TABLE `{database}`.user (name VARCHAR(255), is_service_account BOOL, is_admin BOOL, password VARCHAR(255), password_changed_at DATETIME)")
    hashed = bcrypt.hashpw(b"zenml-first-password", bcrypt.gensalt(4)).decode()
    sql(f"INSERT INTO `{database}`.user VALUES (%s, 0, 1, %s, NULL), ('robot', 1, 0, NULL, NULL)", name, hashed)
    sql(f"CREATE TABLE `{database}`.secret (name VARCHAR(255), `values` MEDIUMTEXT, updated DATETIME)")
    if key:
        engine = AesGcmEngine()
        engine._update_key(key)
        sql(f"INSERT INTO `{database}`.secret VALUES ('mlflow', %s, NOW()), ('empty', NULL, NOW())", engine.encrypt('{"password": "p"}'))


class Cases(unittest.TestCase):
    def setUp(self):
        for name, in sql("SELECT schema_name FROM information_schema.schemata"):
            if name not in ("mysql", "information_schema", "performance_schema", "sys"):
                sql(f"DROP DATABASE `{name}`")
        for name, in sql("SELECT user FROM mysql.user WHERE user NOT IN ('root', %s) AND user NOT LIKE 'mysql%%' AND user NOT LIKE 'maria%%' AND host = '%%'", ADMIN):
            sql("DROP USER %s@'%%'", name)

    def ready(self, **options):
        done = run(**options)
        self.assertEqual(done.verdict, "")
        return done

    def stops(self, *expected, **options):
        """Nothing about databases and users may change."""
        def state():
            return (sql("SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2"),
                    sql("SELECT user, authentication_string FROM mysql.user ORDER BY user"))
        before = state()
        done = run(**options)
        for text in expected:
            self.assertRegex(done.verdict, text)
        self.assertEqual(state(), before)
        return done.verdict

    def claim(self, verdict):
        """Follows the message's own words."""
        for statement in re.search(r"(CREATE TABLE IF NOT EXISTS .*;) (REPLACE .*;)", verdict).groups():
            sql(statement)

    # ---- on a server that others use

    def test_creates_database_user_and_mark(self):
        done = self.ready()
        self.assertTrue(logs_in("acme_zenml", "first-password", "acme_zenml"))
        self.assertEqual({k: v for k, v in mark("acme_zenml").items() if k != "key"},
                         {"owner": "111122223333/acme", "part": "zenml", "user": "acme_zenml", "deployment": "one"})
        self.assertEqual(done.patched, {})
        self.assertNotIn(KEY, str(mark("acme_zenml")))

    def test_gives_rights_on_this_database_alone(self):
        sql("CREATE DATABASE acmeXzenml")
        self.ready()
        self.assertFalse(logs_in("acme_zenml", "first-password", "acmeXzenml"))

    def test_rotates_the_password_of_the_same_deployment(self):
        self.ready()
        fill("acme_zenml")
        self.ready(password="second-password")
        self.assertEqual([logs_in("acme_zenml", it) for it in ("first-password", "second-password")], [False, True])
        [[password]] = sql("SELECT password FROM acme_zenml.user WHERE name = 'admin'")
        self.assertTrue(bcrypt.checkpw(b"zenml-first-password", password.encode()), "ZenML's administrator keeps the password")

    def test_takes_a_database_that_somebody_created_empty(self):
        sql("CREATE DATABASE acme_zenml")
        self.ready()

    def test_is_done_by_the_second_run_if_the_first_was_interrupted_at_any_point(self):
        for name in ("CREATE USER", "CREATE DATABASE", "CREATE TABLE", "IGNORE", "REPLACE", "ALTER", "GRANT"):
            with self.subTest(name):
                self.setUp()
                real, hit = pymysql.cursors.Cursor.execute, []

                def execute(cursor, query, args=None):
                    result = real(cursor, query, args)
                    if name in query and not hit:
                        hit.append(name)
                        raise SystemExit("killed")
                    return result

                pymysql.cursors.Cursor.execute = execute
                try:
                    self.assertEqual(run().verdict, "killed")
                finally:
                    pymysql.cursors.Cursor.execute = real
                self.ready()
                self.assertTrue(logs_in("acme_zenml", "first-password", "acme_zenml"))

    def test_does_not_touch_the_user_of_another_stack(self):
        self.ready(prefix="other")
        self.stops("User other_zenml exists on .* Its password is not changed", r"DROP USER 'other_zenml'@'%'", "zenmlUsername",
                   DB_USERNAME="other_zenml", password="their-password-not")
        self.assertTrue(logs_in("other_zenml", "first-password", "other_zenml"))

    def test_does_not_touch_the_database_of_another_stack(self):
        self.ready(prefix="other")
        verdict = self.stops("Database other_zenml on .* belongs to 111122223333/other, and this stack is 111122223333/acme", "databaseName",
                             DB_NAME="other_zenml")
        self.claim(verdict)
        self.ready(DB_NAME="other_zenml")

    def test_does_not_touch_tables_that_nobody_has_marked(self):
        sql("CREATE DATABASE acme_zenml")
        sql("CREATE TABLE acme_zenml.theirs (a INT)")
        verdict = self.stops("has tables, but no mark of 111122223333/acme", "DROP DATABASE `acme_zenml`;")
        self.claim(verdict)
        self.ready()

    def test_does_not_touch_a_user_that_nobody_has_marked(self):
        sql("CREATE USER acme_zenml@'%' IDENTIFIED BY 'of-somebody'")
        self.stops("User acme_zenml exists")

    def test_finds_the_stack_of_a_version_that_wrote_no_mark(self):
        sql("CREATE DATABASE zenml")
        sql("CREATE USER zenml@'%' IDENTIFIED BY 'first-password'")
        sql("GRANT ALL ON zenml.* TO zenml@'%'")
        fill("zenml")
        # With the names of today it would begin with an empty database.
        self.stops("111122223333/acme has used database zenml on .* before",
                   r"DatabaseSource.existing\({ databaseName: 'zenml', zenmlUsername: 'zenml' }\)")
        self.ready(DB_NAME="zenml", DB_USERNAME="zenml")
        self.assertEqual(mark("zenml")["user"], "zenml")
        [[password]] = sql("SELECT password FROM zenml.user WHERE name = 'admin'")
        self.assertTrue(bcrypt.checkpw(b"zenml-first-password", password.encode()))

    def test_finds_its_database_under_another_name(self):
        self.ready(DB_NAME="meta", DB_USERNAME="me")
        self.stops("111122223333/acme has used database meta on .* before", "zenmlUsername: 'me'", deployment="two", password="second-password")
        # Another name that was chosen is one that is wanted.
        self.ready(DB_NAME="meta2", DB_USERNAME="me2")

    def test_lets_an_administrator_do_with_rights_on_its_databases_alone(self):
        sql("CREATE USER few@'%' IDENTIFIED BY 'few-rights-password'")
        sql(r"GRANT ALL ON `acme\_%%`.* TO few@'%%' WITH GRANT OPTION".replace("%%", "%"))
        sql("GRANT CREATE USER ON *.* TO few@'%'")
        self.ready(DB_ADMIN_USERNAME="few", DB_ADMIN_PASSWORD="few-rights-password")
        fill("acme_zenml")
        self.ready(DB_ADMIN_USERNAME="few", DB_ADMIN_PASSWORD="few-rights-password", deployment="two", password="second-password", DB_KEY=OTHER_KEY)

    # ---- what an earlier deployment left

    def test_takes_up_mlflow_with_a_new_password(self):
        self.ready(part="mlflow")
        sql("CREATE TABLE acme_mlflow.runs (a INT)")
        self.ready(part="mlflow", deployment="two", password="second-password")
        self.assertEqual([logs_in("acme_mlflow", it, "acme_mlflow") for it in ("first-password", "second-password")], [False, True])
        self.assertEqual(mark("acme_mlflow")["deployment"], "two")

    def test_takes_up_zenml_with_its_key_and_a_new_administrators_password(self):
        self.ready()
        fill("acme_zenml")
        done = self.ready(deployment="two", password="second-password", DB_KEY=OTHER_KEY)
        restored = done.patched["secrets/key"]["data"]["restored"]
        self.assertEqual(base64.b64decode(restored).decode(), KEY)
        [[password, changed]] = sql("SELECT password, password_changed_at FROM acme_zenml.user WHERE name = 'admin'")
        self.assertTrue(bcrypt.checkpw(b"zenml-second-password", password.encode()))
        self.assertIsNotNone(changed)
        self.assertEqual(sql("SELECT password FROM acme_zenml.user WHERE name = 'robot'"), ((None,),))
        # And once more, with another password of the administrator: this deployment's Secret has the key.
        done = self.ready(deployment="two", password="second-password", DB_KEY=OTHER_KEY, DB_KEY_RESTORED=KEY)
        self.assertEqual(done.patched["secrets/key"]["data"]["restored"], restored)

    def test_keeps_the_restored_key_when_the_administrator_gets_another_password(self):
        self.ready()
        fill("acme_zenml")
        self.ready(deployment="two", password="second-password", DB_KEY=OTHER_KEY)
        sql("CREATE USER second@'%' IDENTIFIED BY 'another-admin-password'")
        sql("GRANT ALL ON *.* TO second@'%' WITH GRANT OPTION")
        new = {"DB_ADMIN_USERNAME": "second", "DB_ADMIN_PASSWORD": "another-admin-password"}
        self.ready(deployment="two", password="second-password", DB_KEY=OTHER_KEY, DB_KEY_RESTORED=KEY, **new)
        done = self.ready(deployment="three", password="third-password", DB_KEY=OTHER_KEY, **new)
        self.assertEqual(base64.b64decode(done.patched["secrets/key"]["data"]["restored"]).decode(), KEY)

    def test_asks_for_the_key_that_it_cannot_restore(self):
        self.ready()
        fill("acme_zenml")
        sql("CREATE USER second@'%' IDENTIFIED BY 'another-admin-password'")
        sql("GRANT ALL ON *.* TO second@'%' WITH GRANT OPTION")
        new = {"DB_ADMIN_USERNAME": "second", "DB_ADMIN_PASSWORD": "another-admin-password", "deployment": "two", "password": "second-password"}
        self.stops("encrypted with another key than the new one, and the kept key is protected by an earlier password of second",
                   r"ZenmlServerSource.create\({ encryptionKey }\)", "DELETE FROM `acme_zenml`.secret", "DROP DATABASE", DB_KEY=OTHER_KEY, **new)
        self.stops("encrypted with another key than 'encryptionKey'", DB_KEY=OTHER_KEY, DB_KEY_GIVEN="true", **new)
        done = self.ready(DB_KEY=KEY, DB_KEY_GIVEN="true", **new)
        self.assertEqual(done.patched, {})

    def test_refuses_a_given_key_that_is_not_the_one(self):
        self.ready()
        fill("acme_zenml")
        self.stops("'encryptionKey' is not the key that the secrets", "Omit it", deployment="two", DB_KEY=OTHER_KEY, DB_KEY_GIVEN="true")

    def test_keeps_no_key_that_was_given(self):
        self.ready(DB_KEY_GIVEN="true")
        self.assertNotIn("key", mark("acme_zenml"))

    def test_takes_any_key_where_there_is_nothing_to_read(self):
        self.ready()
        fill("acme_zenml", key=None)
        done = self.ready(deployment="two", DB_KEY=OTHER_KEY, password="second-password")
        self.assertEqual(done.patched, {})

    def test_names_the_administrators_that_zenml_has(self):
        self.ready()
        fill("acme_zenml", name="root")
        self.stops("has no administrator admin. It has: root", deployment="two", password="second-password")
        self.ready(deployment="two", password="second-password", ZENML_USERNAME="root")

    # ---- on the stack's own server

    def test_takes_over_all_on_a_server_of_its_own(self):
        self.ready(prefix="other")
        fill("other_zenml")
        self.ready(DB_NAME="other_zenml", DB_USERNAME="other_zenml", password="second-password", DB_DEDICATED="true", DB_KEY=OTHER_KEY)
        self.assertEqual(mark("other_zenml")["owner"], "111122223333/acme")
        sql("CREATE USER acme_mlflow@'%' IDENTIFIED BY 'of-somebody'")
        self.ready(part="mlflow", DB_DEDICATED="true")

    # ---- messages

    def test_says_what_the_server_refuses(self):
        sql("CREATE USER few@'%' IDENTIFIED BY 'few-rights-password'")
        verdict = run(DB_ADMIN_USERNAME="few", DB_ADMIN_PASSWORD="few-rights-password").verdict
        self.assertRegex(verdict, r"few@.* cannot create database acme_zenml and user acme_zenml: .*CREATE USER privilege")
        self.assertRegex(run(DB_ADMIN_PASSWORD="wrong-password").verdict, "Access denied for user 'admin'")

    def test_names_the_rule_without_which_nothing_comes_back(self):
        # A full queue: the kernel answers no further connection, as if a security group dropped it.
        with socket.create_server(("127.0.0.1", 0), backlog=0) as full, contextlib.ExitStack() as waiting:
            port = str(full.getsockname()[1])
            for _ in range(4):
                with contextlib.suppress(TimeoutError):
                    waiting.enter_context(socket.create_connection(("127.0.0.1", port), timeout=0.2))
            verdict = run(DB_HOST="127.0.0.1", DB_PORT=port, DB_CLIENTS="sg-1, sg-2").verdict
            alone = run(DB_HOST="127.0.0.1", DB_PORT=port).verdict
        self.assertRegex(verdict, rf"^127\.0\.0\.1:{port} does not answer \(.*\)\. Its security group needs an inbound rule: TCP port {port} from sg-1, sg-2\.")
        self.assertIn("DatabaseSource.existing({ securityGroupId })", verdict)
        self.assertIn("from the security group of the cluster's nodes", alone)

    def test_tells_a_wrong_name_and_a_wrong_port_from_a_missing_rule(self):
        self.assertRegex(run(DB_HOST="mysql.invalid").verdict, r"^mysql\.invalid does not resolve in the cluster \(.*\)\. Check 'host'")
        self.assertRegex(run(DB_PORT="1").verdict, rf"^Nothing listens at {HOST}:1 \(.*\)\. Check 'port'\.$")

    def test_says_what_it_did_not_expect(self):
        self.assertRegex(run(DB_TLS="verified", DB_CA="no certificate").verdict, "^SSLError|^ValueError")


if __name__ == "__main__":
    unittest.main(verbosity=1)

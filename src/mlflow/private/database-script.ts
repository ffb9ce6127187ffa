/**
 * What MLflow's user may do, on its database alone: rows, and what the migrations of its tables need.
 * https://github.com/mlflow/mlflow/tree/v3.15.1/mlflow/store/db_migrations/versions
 */
const PRIVILEGES = [
  'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES', 'TRIGGER',
];

/**
 * Creates database and user; running it again changes nothing but the password.
 *
 * Python with PyMySQL, because MLflow's image has both and quotes any password safely. In names of databases `_` and
 * `%` stand for any text when rights are granted: https://dev.mysql.com/doc/refman/8.4/en/grant.html
 */
export const CREATE_DATABASE_SCRIPT = `
import os, ssl, time
from urllib.parse import unquote
import pymysql

host, port, database = os.environ["DB_HOST"], int(os.environ["DB_PORT"]), os.environ["DB_NAME"]
user, password = unquote(os.environ["DB_USERNAME"]), unquote(os.environ["DB_PASSWORD"])
require_tls = os.environ["DB_REQUIRE_TLS"] == "true"

tls = None
if require_tls:
    tls = ssl.create_default_context()
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE

def connect():
    deadline = time.monotonic() + 300
    while True:
        try:
            return pymysql.connect(host=host, port=port, user=os.environ["DB_ADMIN_USERNAME"], ssl=tls, autocommit=True,
                                   password=os.environ["DB_ADMIN_PASSWORD"], connect_timeout=10)
        except pymysql.err.OperationalError as error:
            if error.args[0] not in (2003, 2006, 2013) or time.monotonic() > deadline:
                raise
            print(f"{host}:{port} does not answer yet: {error.args[0]}", flush=True)
            time.sleep(5)

name = "\`" + database.replace("\`", "\`\`") + "\`"
pattern = name.replace("_", "\\\\_").replace("%", "\\\\%").replace("%", "%%")
def check_triggers(cursor):
    # https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html
    cursor.execute("SHOW VARIABLES WHERE Variable_name IN ('log_bin', 'log_bin_trust_function_creators')")
    if dict(cursor.fetchall()) == {"log_bin": "ON", "log_bin_trust_function_creators": "OFF"}:
        raise SystemExit("MLflow creates a trigger, which this server refuses while it writes a binary log: "
                         "set its parameter log_bin_trust_function_creators to 1, on RDS in the parameter group")

tls_clause = "REQUIRE SSL" if require_tls else "REQUIRE NONE"
with connect().cursor() as cursor:
    check_triggers(cursor)
    cursor.execute(f"CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb4")
    cursor.execute(f"CREATE USER IF NOT EXISTS %s@'%%' IDENTIFIED BY %s {tls_clause}", (user, password))
    cursor.execute(f"ALTER USER %s@'%%' IDENTIFIED BY %s {tls_clause}", (user, password))
    cursor.execute(f"GRANT ${PRIVILEGES.join(', ')} ON {pattern}.* TO %s@'%%'", (user,))
print(f"database {database} and user {user} are ready on {host}:{port}", flush=True)
`.trimStart();

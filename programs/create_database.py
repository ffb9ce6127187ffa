"""Creates a database and a user on a MySQL server, and reuses data that an earlier deployment of the same owner left.

The program changes nothing that others have created. A table in each database, the mark, records its owner, the
deployment (an id that is only in Terraform's state) and the user. Without a mark, a database with tables and a user
belong to the stack if the password in its Secret is valid for that user: earlier versions wrote no mark. In all other
cases the job stops before it has changed anything, and lists the options. On the stack's own server it takes ownership
of everything.

ZenML's secrets are encrypted in its database with a key that is in Terraform's state. The mark contains that key,
encrypted with a key that is derived from the administrator's password, so that the next deployment can restore it.

The program uses PyMySQL, because both images contain it and it quotes any password safely. In GRANT statements, `_` and
`%` in database names are wildcards: https://dev.mysql.com/doc/refman/8.4/en/grant.html

Environment variables:
- DB_HOST, DB_PORT, DB_NAME, DB_USERNAME, DB_PASSWORD, DB_ADMIN_USERNAME, DB_ADMIN_PASSWORD
- DB_PRIVILEGES: separated by commas
- DB_TLS: none, unverified or verified
- DB_PART: zenml or mlflow
- DB_OWNER, DB_DEPLOYMENT
Optional:
- DB_OWNER_IN_CLUSTER: the owner is unique only in this cluster
- DB_DEDICATED: everything on the server belongs to the stack
- DB_ENCODED: name and password of the user are percent-encoded
- DB_TRIGGERS: the user creates triggers
- DB_CA: PEM of the certificate authorities to trust
- DB_CA_URL, DB_CA_SECRET: their URL, and the Secret of this namespace to write them to, as name/key
- DB_ADMIN_SECRET: the Secret of this namespace that holds the administrator, as name/uid; it is emptied last
- DB_CLIENTS: the security groups from which the cluster's pods connect
- DB_GENERATION: used only by Terraform
For ZenML:
- DB_KEY, DB_KEY_GIVEN: the encryption key, and whether the user has set it
- DB_KEY_RESTORED, DB_KEY_SECRET: a key that was restored earlier, and the Secret to write a restored key to
- ZENML_USERNAME, ZENML_PASSWORD: the server's administrator
"""
import base64
import contextlib
import errno
import hashlib
import socket
from types import SimpleNamespace

import pymysql

PATIENCE_SECONDS, CONNECT_SECONDS = 300, 10
# MLflow regards a database as empty if all its tables have this prefix, and ZenML if it has none of ZenML's tables:
# https://github.com/mlflow/mlflow/blob/v3.15.1/mlflow/store/db/utils.py _is_empty_database
# https://github.com/zenml-io/zenml/blob/0.98.0/src/zenml/zen_stores/migrations/alembic.py db_is_empty
MARK = "alembic_cdktf_zenml_aws"
# Props that set the names: of DatabaseSource.existing(), and of the construct if it is used alone.
PROPS = {
    "zenml": ("databaseName", "zenmlUsername", "ZenmlServer: database.database, database.username"),
    "mlflow": ("mlflowDatabaseName", "mlflowUsername", "MlflowBackendStore.mysql(): database, credentials"),
}
WRONG_PASSWORD, NO_RIGHTS, NO_DATABASE = (1045, 1698), (1044,), (1049,)
USER_EXISTS, CONNECTION_LOST = 1396, (2003, 2006, 2013)
# 32 MiB and 0.1 s for each guess: https://www.rfc-editor.org/rfc/rfc7914#section-2
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}


def read_settings(environ):
    decode = unquote if environ.get("DB_ENCODED") == "true" else str
    owner = environ["DB_OWNER"]
    if environ.get("DB_OWNER_IN_CLUSTER") == "true":
        with open(f"{KUBERNETES}/ca.crt", "rb") as authority:
            owner = f"{owner} on cluster {hashlib.sha256(authority.read()).hexdigest()[:12]}"
    return SimpleNamespace(
        host=environ["DB_HOST"], port=int(environ["DB_PORT"]), database=environ["DB_NAME"], part=environ["DB_PART"],
        user=decode(environ["DB_USERNAME"]), password=decode(environ["DB_PASSWORD"]),
        privileges=environ["DB_PRIVILEGES"],
        admin=environ.get("DB_ADMIN_USERNAME"), admin_password=environ.get("DB_ADMIN_PASSWORD"),
        secret=environ.get("DB_ADMIN_SECRET"),
        owner=owner, shared_owner=owner == environ["DB_OWNER"], deployment=environ["DB_DEPLOYMENT"],
        dedicated=environ.get("DB_DEDICATED") == "true", triggers=environ.get("DB_TRIGGERS") == "true",
        tls=environ["DB_TLS"], key=environ.get("DB_KEY"), key_given=environ.get("DB_KEY_GIVEN") == "true",
        key_restored=environ.get("DB_KEY_RESTORED"), key_secret=environ.get("DB_KEY_SECRET"),
        zenml_user=environ.get("ZENML_USERNAME"), zenml_password=environ.get("ZENML_PASSWORD"),
        address=f"{environ['DB_HOST']}:{environ['DB_PORT']}", clients=environ.get("DB_CLIENTS"),
    )


def stop(problem, *ways):
    raise SystemExit("\n".join([f"{problem} Nothing was changed. Choose one of:", *(f"- {way}" for way in ways)]))


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def account(user):
    return f"{text_of(user)}@'%'"


# ---- the connection

def download(url):
    """Downloads certificates over HTTPS, verified by the image's certificate authorities or those of Python."""
    context = ssl.create_default_context()
    with contextlib.suppress(ImportError):
        import certifi
        context.load_verify_locations(certifi.where())

    def get():
        with urllib.request.urlopen(url, timeout=30, context=context) as answer:
            return answer.read().decode()

    def retriable(error):
        return not isinstance(error, urllib.error.HTTPError) or error.code >= 500

    try:
        text = retry(url, get, retriable, PATIENCE_SECONDS)
    except OSError as error:
        raise SystemExit(f"{url} cannot be read ({error}). Allow the nodes to reach it, or set 'tls'.")
    ssl.create_default_context(cadata=text)  # raises an error if it contains no certificates
    return text


def keep(secret, text):
    """Writes the certificates to a Secret, for the server that starts after this job."""
    name, key = secret.split("/")
    patch("secrets", name, {"data": {key: base64.b64encode(text.encode()).decode()}}, (403, 409))
    say(f"certificates written to Secret {name}")


def tls_context(mode):
    if mode == "none":
        return None
    if mode == "verified":
        authorities = os.environ.get("DB_CA") or download(os.environ["DB_CA_URL"])
        if "DB_CA_SECRET" in os.environ:
            keep(os.environ["DB_CA_SECRET"], authorities)
        context = ssl.create_default_context(cadata=authorities)
        # Like PyMySQL, and therefore the servers: Python 3.13 is too strict for the authority that MySQL creates.
        # https://github.com/PyMySQL/PyMySQL/blob/v1.2.0/pymysql/connections.py
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def is_lost(error):
    """Whether a retry can help: no connection, an unresolved name, a lost connection; but not a wrong certificate."""
    return (isinstance(error, pymysql.err.OperationalError) and error.args[0] in CONNECTION_LOST
            and "CERTIFICATE_VERIFY_FAILED" not in str(error))


def unreachable(it, error):
    """Cause and remedy of a failed connection, or None if unknown. A security group without a rule drops packets."""
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, socket.gaierror):
        return (f"{it.host} does not resolve in the cluster ({cause}). Check 'host', and that the cluster's VPC uses "
                "the server's private zone.")
    if isinstance(cause, ConnectionRefusedError):
        return f"Nothing listens at {it.address} ({cause}). Check 'port'."
    dropped = getattr(cause, "errno", None) in (errno.EHOSTUNREACH, errno.ENETUNREACH)
    if not dropped and not isinstance(cause, socket.timeout):
        return None
    source = it.clients or "the security group of the cluster's nodes"
    return (f"{it.address} does not answer ({line_of(cause)}). Its security group needs an inbound rule: TCP port "
            f"{it.port} from {source}. To have it added, set DatabaseSource.existing({{ securityGroupId }}). "
            "If the rule exists, check the routes and network ACLs between the cluster's subnets and the server's.")


def connect(it, user, password, **options):
    try:
        return retry(it.address, lambda: pymysql.connect(
            host=it.host, port=it.port, user=user, password=password, ssl=it.context, autocommit=True,
            connect_timeout=CONNECT_SECONDS, **options,
        ), is_lost, PATIENCE_SECONDS)
    except pymysql.err.OperationalError as error:
        if is_lost(error) and (reason := unreachable(it, error)):
            raise SystemExit(reason)
        raise


def logs_in(it, user, database):
    """Whether the password in the stack's Secret is valid for a user that may use a database."""
    try:
        connect(it, user, it.password, database=database).close()
        return True
    except pymysql.err.OperationalError as error:
        if error.args[0] in (*WRONG_PASSWORD, *NO_RIGHTS, *NO_DATABASE):
            return False
        raise


# ---- the existing state

def rows(cursor, statement, *values):
    cursor.execute(statement, values or None)
    return cursor.fetchall()


def tables_of(cursor, database):
    statement = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s"
    return {name for name, in rows(cursor, statement, database)}


def mark_of(cursor, database, tables):
    return dict(rows(cursor, f"SELECT name, content FROM {quoted(database)}.{MARK}")) if MARK in tables else {}


def write_mark(cursor, database, **members):
    for name, content in members.items():
        cursor.execute(f"REPLACE INTO {quoted(database)}.{MARK} (name, content) VALUES (%s, %s)", (name, content))


def text_of(value):
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def claim_statements(it):
    """SQL statements that transfer ownership of database and user."""
    table = f"{quoted(it.database)}.{MARK}"
    return (f"CREATE TABLE IF NOT EXISTS {table} (name VARCHAR(64) PRIMARY KEY, content TEXT); "
            f"REPLACE INTO {table} VALUES ('owner', {text_of(it.owner)}), ('user', {text_of(it.user)});")


def other_names(it):
    database, user, alone = PROPS[it.part]
    return f"Use another database and user (DatabaseSource.existing(): {database}, {user}; {alone})."


def check_triggers(cursor):
    # https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html
    found = dict(rows(cursor, "SHOW VARIABLES WHERE Variable_name IN ('log_bin', 'log_bin_trust_function_creators')"))
    if found == {"log_bin": "ON", "log_bin_trust_function_creators": "OFF"}:
        raise SystemExit("MLflow creates a trigger, which this server refuses while it writes a binary log. Set its "
                         "parameter log_bin_trust_function_creators to 1, on RDS in the parameter group.")


def check_database(it):
    """Stops if the database belongs to another owner."""
    owner = it.mark.get("owner")
    unused = f"If the database is unused: DROP DATABASE {quoted(it.database)};"
    if owner not in (None, it.owner):
        stop(f"Database {it.database} on {it.address} belongs to {owner}, and this stack is {it.owner}.",
             other_names(it),
             f"If {owner} no longer uses it, transfer it as administrator: {claim_statements(it)}",
             unused)
    if owner is None and it.tables and not it.known:
        stop(f"Database {it.database} on {it.address} has tables, but no mark of {it.owner}.",
             other_names(it),
             f"If an earlier deployment of {it.owner} created them, mark them as administrator: {claim_statements(it)}",
             unused)


def check_former_names(it, cursor):
    """Stops before a new database is created although this owner has one with another name."""
    prefix = it.owner.split("/")[-1].replace("-", "_")
    if not it.shared_owner or it.database != f"{prefix}_{it.part}" or it.tables or it.mark:
        return
    database, user, _ = PROPS[it.part]
    marked = rows(cursor, "SELECT table_schema FROM information_schema.tables WHERE table_name = %s", MARK)
    candidates = []
    for other, in marked:
        mark = mark_of(cursor, other, {MARK})
        if other != it.database and (mark.get("owner"), mark.get("part")) == (it.owner, it.part):
            candidates.append((other, mark.get("user", it.user)))
    # Earlier versions wrote no mark and used the same names for all stacks.
    if not candidates and logs_in(it, it.part, it.part):
        candidates.append((it.part, it.part))
    for other, name in candidates:
        stop(f"{it.owner} has used database {other} on {it.address} before. {it.database} would be a new, empty one.",
             f"Continue with it: DatabaseSource.existing({{ {database}: '{other}', {user}: '{name}' }})",
             f"If the database is unused: DROP DATABASE {quoted(other)}; DROP USER {account(name)};")


# ---- ZenML's key and administrator

def box(key, password):
    """Encrypts a key with a password."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)).encrypt(nonce, key.encode(), MARK.encode())
    return base64.b64encode(salt + nonce + sealed).decode()


def unbox(text, password):
    """Decrypts a key, or returns None if the password is wrong."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    data = base64.b64decode(text)
    with contextlib.suppress(InvalidTag):
        secret = hashlib.scrypt(password.encode(), salt=data[:16], **SCRYPT)
        return AESGCM(secret).decrypt(data[16:28], data[28:], MARK.encode()).decode()
    return None


def decrypts(key, values):
    """Whether a secret was encrypted with a key.

    https://github.com/zenml-io/zenml/blob/0.98.0/src/zenml/zen_stores/schemas/secret_schemas.py
    """
    from sqlalchemy_utils.types.encrypted.encrypted_type import AesGcmEngine, InvalidCiphertextError
    engine = AesGcmEngine()
    engine._update_key(key)
    with contextlib.suppress(InvalidCiphertextError, ValueError):
        json.loads(engine.decrypt(values))
        return True
    return False


def right_key(it, cursor):
    """Returns the key of the secrets in the database, or the configured key if there are no secrets."""
    found = rows(cursor, f"SELECT `values` FROM {quoted(it.database)}.secret WHERE `values` IS NOT NULL "
                         "ORDER BY updated DESC LIMIT 1") if "secret" in it.tables else []
    if not found:
        return it.key
    [[values]] = found
    kept = it.mark.get("key")
    for candidate in (lambda: it.key, lambda: it.key_restored, lambda: kept and unbox(kept, it.admin_password)):
        key = candidate()
        if key and decrypts(key, values):
            if it.key_given and key != it.key:
                stop(f"'encryptionKey' is not the key that the secrets in database {it.database} were encrypted with.",
                     "Omit it: the right key was kept, and is restored.", "Set the key of the earlier deployment.")
            return key
    return stop(
        f"The secrets in ZenML's database {it.database} were encrypted with another key than "
        f"{chr(39) + 'encryptionKey' + chr(39) if it.key_given else 'the new one'}, and "
        f"{'the kept key is protected by an earlier password of ' + it.admin if kept else 'no key was kept'}.",
        "Set the earlier key: ZenmlServerSource.create({ encryptionKey }). "
        "It was the output zenml-server-encryption-key.",
        *([f"Set the earlier password of {it.admin} for one apply."] if kept else []),
        "Delete the secrets as administrator, and register again what uses them: "
        f"DELETE FROM {quoted(it.database)}.secret;",
        other_names(it),
        f"If the database is unused: DROP DATABASE {quoted(it.database)};")


def check_administrator(it, cursor):
    """Stops if ZenML has administrators, but none with the configured name."""
    statement = f"SELECT name FROM {quoted(it.database)}.user WHERE is_admin AND NOT is_service_account"
    names = [name for name, in rows(cursor, statement)]
    if names and it.zenml_user not in names:
        stop(f"ZenML's database {it.database} has no administrator {it.zenml_user}. It has: {', '.join(names)}.",
             "Use one of them: ZenmlServerSource.create({ administrator: Credentials.generated(name) })",
             other_names(it), f"If the database is unused: DROP DATABASE {quoted(it.database)};")


def set_administrator(it, cursor):
    """Sets the password, hashed as in ZenML.

    https://github.com/zenml-io/zenml/blob/0.98.0/src/zenml/models/v2/core/user.py
    """
    import bcrypt
    columns = {name for name, in rows(
        cursor, "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = 'user'",
        it.database)}
    # Invalidates the tokens that were issued before.
    changed = ", password_changed_at = UTC_TIMESTAMP()" if "password_changed_at" in columns else ""
    hashed = bcrypt.hashpw(it.zenml_password.encode(), bcrypt.gensalt()).decode()
    cursor.execute(
        f"UPDATE {quoted(it.database)}.user SET password = %s{changed} WHERE name = %s AND NOT is_service_account",
        (hashed, it.zenml_user))
    say(f"password of ZenML's administrator {it.zenml_user} updated")


# ---- the work

def create_user(it, cursor):
    """Creates the user, or checks that it belongs to the stack: listing users would need more privileges."""
    tls = "REQUIRE NONE" if it.tls == "none" else "REQUIRE SSL"
    try:
        cursor.execute(f"CREATE USER %s@'%%' IDENTIFIED BY %s {tls}", (it.user, it.password))
    except pymysql.err.MySQLError as error:
        if error.args[0] != USER_EXISTS:
            raise
        if not it.dedicated and it.mark.get("user") != it.user and not logs_in(it, it.user, None):
            stop(f"User {it.user} exists on {it.address} without a mark of {it.owner}. Its password is not changed.",
                 other_names(it),
                 f"If the user is unused, delete it as administrator: DROP USER {account(it.user)};")
    return tls


def prepare(it, cursor):
    if it.triggers:
        check_triggers(cursor)
    tables = tables_of(cursor, it.database)
    it.tables, it.mark = tables - {MARK}, mark_of(cursor, it.database, tables)
    same = it.mark.get("deployment")
    it.known = same == it.deployment if same else bool(it.tables) and logs_in(it, it.user, it.database)
    if not it.dedicated:
        check_database(it)
        check_former_names(it, cursor)
    takes_up = bool(it.tables) and not it.known
    key = None
    if it.key is not None:
        key = right_key(it, cursor)
        if takes_up and "user" in it.tables:
            check_administrator(it, cursor)

    tls = create_user(it, cursor)
    name = quoted(it.database)
    cursor.execute(f"CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb4")
    cursor.execute(f"CREATE TABLE IF NOT EXISTS {name}.{MARK} (name VARCHAR(64) PRIMARY KEY, content TEXT)")
    # If two jobs run at the same time, only one of them writes the owner.
    insert = "REPLACE" if it.dedicated else "INSERT IGNORE"
    cursor.execute(f"{insert} INTO {name}.{MARK} VALUES ('owner', %s)", (it.owner,))
    it.mark = mark_of(cursor, it.database, {MARK})
    if not it.dedicated:
        check_database(it)
    write_mark(cursor, it.database, part=it.part, user=it.user)
    cursor.execute(f"ALTER USER %s@'%%' IDENTIFIED BY %s {tls}", (it.user, it.password))
    pattern = name.replace("_", "\\_").replace("%", "\\%").replace("%", "%%")
    cursor.execute(f"GRANT {it.privileges} ON {pattern}.* TO %s@'%%'", (it.user,))
    if key is not None:
        keep_key(it, cursor, key)
        if takes_up and "user" in it.tables:
            set_administrator(it, cursor)
    # From here on, the database belongs to this deployment.
    write_mark(cursor, it.database, deployment=it.deployment)
    say(f"database {it.database} is reused from an earlier deployment" if takes_up
        else f"database {it.database} is ready")


def keep_key(it, cursor, key):
    """Stores the key in the mark for later deployments, and in a Secret if Terraform has another one."""
    if not it.key_given:
        write_mark(cursor, it.database, key=box(key, it.admin_password))
    restored = None if key == it.key else base64.b64encode(key.encode()).decode()
    if restored or it.key_restored:
        patch("secrets", it.key_secret, {"data": {"restored": restored}}, (403, 409))
    if restored:
        say("key of ZenML's secrets restored")


def main():
    it = read_settings(os.environ)
    it.context = tls_context(it.tls)
    if it.secret and it.admin is None:
        # An earlier run emptied the Secret as its last step, and was killed before Terraform knew.
        if not logs_in(it, it.user, it.database):
            raise SystemExit(f"The Secret {it.secret.split('/')[0]} no longer contains an administrator, and {it.user} "
                             f"cannot use database {it.database} on {it.address}. Replace the Secret and this job by "
                             "terraform apply -replace.")
        return say(f"database {it.database} and user {it.user} were created by an earlier run")
    try:
        with connect(it, it.admin, it.admin_password) as connection, connection.cursor() as cursor:
            prepare(it, cursor)
    except pymysql.err.MySQLError as error:
        if is_lost(error):
            raise
        raise SystemExit(f"{it.admin}@{it.address} cannot create database {it.database} and user {it.user}: {error}")
    say(f"user {it.user} has its privileges on {it.address}")
    if it.secret:
        # By uid, so that a later Secret of the same name is not emptied.
        name, uid = it.secret.split("/")
        patch("secrets", name, {"metadata": {"uid": uid}, "data": None}, (403,))
        say(f"administrator removed from Secret {name}")


if __name__ == "__main__":
    conclude(main)

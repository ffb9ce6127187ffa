"""Creates a database and a user on a MySQL server; running it again changes nothing but the password.

Python with PyMySQL, because the images it runs in have both, and it quotes any password safely. In names of databases
`_` and `%` stand for any text when rights are granted: https://dev.mysql.com/doc/refman/8.4/en/grant.html

Environment: DB_HOST, DB_PORT, DB_NAME, DB_USERNAME, DB_PASSWORD, DB_ADMIN_USERNAME, DB_ADMIN_PASSWORD; DB_PRIVILEGES,
separated by commas; DB_TLS: none, unverified or verified; and on request DB_ENCODED (name and password of the user are
percent-encoded), DB_TRIGGERS (whether the user creates some), DB_CA (PEM of the authorities to trust), DB_CA_URL and
DB_CA_SECRET (where to get them, and the Secret of this namespace to put them into, as name/key), DB_ADMIN_SECRET (the
Secret of this namespace that holds the administrator, as name/uid: it is emptied last of all). DB_GENERATION is for
Terraform alone.
"""
import base64
import contextlib
import json
import os
import ssl
import time
import urllib.error
import urllib.request
from urllib.parse import unquote

import pymysql

PATIENCE_SECONDS = 300
KUBERNETES = "/var/run/secrets/kubernetes.io/serviceaccount"
host, port, database = os.environ["DB_HOST"], int(os.environ["DB_PORT"]), os.environ["DB_NAME"]


def say(text):
    print(text, flush=True)


def retry(what, action, retriable):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return action()
        except Exception as error:
            if not retriable(error) or time.monotonic() > deadline:
                raise
            say(f"{what} does not answer yet: {error}")
            time.sleep(5)


def download(url):
    """The certificates at a URL, whose own certificate the image's authorities vouch for, or those that Python brings."""
    context = ssl.create_default_context()
    with contextlib.suppress(ImportError):
        import certifi
        context.load_verify_locations(certifi.where())

    def get():
        with urllib.request.urlopen(url, timeout=30, context=context) as answer:
            return answer.read().decode()

    try:
        text = retry(url, get, lambda error: not isinstance(error, urllib.error.HTTPError) or error.code >= 500)
    except OSError as error:
        raise SystemExit(f"{url} cannot be read ({error}): let the nodes reach it, or give the certificates themselves")
    ssl.create_default_context(cadata=text)  # raises an error if it is something else
    return text


def patch(secret, change, retriable):
    """Changes a Secret of this namespace."""
    with open(f"{KUBERNETES}/namespace") as namespace, open(f"{KUBERNETES}/token") as token:
        url = f"https://kubernetes.default.svc/api/v1/namespaces/{namespace.read()}/secrets/{secret}"
        headers = {"Authorization": f"Bearer {token.read()}", "Content-Type": "application/merge-patch+json"}
    request = urllib.request.Request(url, data=json.dumps(change).encode(), headers=headers, method="PATCH")
    context = ssl.create_default_context(cafile=f"{KUBERNETES}/ca.crt")
    # A role that was just made may not be known yet.
    retry(url, lambda: urllib.request.urlopen(request, timeout=30, context=context).close(),
          lambda error: not isinstance(error, urllib.error.HTTPError) or error.code in retriable or error.code >= 500)


def keep(secret, text):
    """Writes the certificates into a Secret, for the server that comes after this job."""
    name, key = secret.split("/")
    patch(name, {"data": {key: base64.b64encode(text.encode()).decode()}}, (403, 409))
    say(f"the certificates are in the Secret {name}")


def forget(secret):
    """Empties the Secret with the administrator, but none that came after it under the same name."""
    name, uid = secret.split("/")
    patch(name, {"metadata": {"uid": uid}, "data": None}, (403,))
    say(f"the Secret {name} holds no administrator any more")


def tls():
    if os.environ["DB_TLS"] == "none":
        return None
    if os.environ["DB_TLS"] == "verified":
        authorities = os.environ.get("DB_CA") or download(os.environ["DB_CA_URL"])
        if "DB_CA_SECRET" in os.environ:
            keep(os.environ["DB_CA_SECRET"], authorities)
        context = ssl.create_default_context(cadata=authorities)
        # As PyMySQL has it, and so the servers: the authority that MySQL makes for itself is not strict enough for Python 3.13.
        # https://github.com/PyMySQL/PyMySQL/blob/v1.2.0/pymysql/connections.py
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def connect(context, username, password, **options):
    def once():
        return pymysql.connect(host=host, port=port, user=username, password=password, ssl=context, autocommit=True,
                               connect_timeout=10, **options)

    # No connection, a name that does not resolve, or one that breaks; a certificate that does not fit will not change.
    def retriable(error):
        return (isinstance(error, pymysql.err.OperationalError) and error.args[0] in (2003, 2006, 2013)
                and "CERTIFICATE_VERIFY_FAILED" not in str(error))

    return retry(f"{host}:{port}", once, retriable)


def check_triggers(cursor):
    # https://dev.mysql.com/doc/refman/8.4/en/stored-programs-logging.html
    cursor.execute("SHOW VARIABLES WHERE Variable_name IN ('log_bin', 'log_bin_trust_function_creators')")
    if dict(cursor.fetchall()) == {"log_bin": "ON", "log_bin_trust_function_creators": "OFF"}:
        raise SystemExit("MLflow creates a trigger, which this server refuses while it writes a binary log: "
                         "set its parameter log_bin_trust_function_creators to 1, on RDS in the parameter group")


decode = unquote if os.environ.get("DB_ENCODED") == "true" else str
user, password = decode(os.environ["DB_USERNAME"]), decode(os.environ["DB_PASSWORD"])
name = "`" + database.replace("`", "``") + "`"
pattern = name.replace("_", "\\_").replace("%", "\\%").replace("%", "%%")
tls_clause = "REQUIRE NONE" if os.environ["DB_TLS"] == "none" else "REQUIRE SSL"
admin, secret = os.environ.get("DB_ADMIN_USERNAME"), os.environ.get("DB_ADMIN_SECRET")
context = tls()
if secret and admin is None:
    # A run before this one has emptied the Secret as the last thing it did, and was ended before that was known.
    try:
        connect(context, user, password, database=database).close()
    except pymysql.err.MySQLError as error:
        raise SystemExit(f"the Secret {secret.split('/')[0]} holds no administrator any more, and {user} cannot use database "
                         f"{database} on {host}:{port} ({error}): let Terraform make the Secret anew (-replace), and this job with it")
    say(f"database {database} and user {user} were made by a run before this one")
    raise SystemExit(0)
try:
    with connect(context, admin, os.environ["DB_ADMIN_PASSWORD"]).cursor() as cursor:
        if os.environ.get("DB_TRIGGERS") == "true":
            check_triggers(cursor)
        cursor.execute(f"CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb4")
        cursor.execute(f"CREATE USER IF NOT EXISTS %s@'%%' IDENTIFIED BY %s {tls_clause}", (user, password))
        cursor.execute(f"ALTER USER %s@'%%' IDENTIFIED BY %s {tls_clause}", (user, password))
        cursor.execute(f"GRANT {os.environ['DB_PRIVILEGES']} ON {pattern}.* TO %s@'%%'", (user,))
except pymysql.err.MySQLError as error:
    raise SystemExit(f"{admin}@{host}:{port} cannot make database {database} and user {user}: {error}")
say(f"database {database} and user {user} are ready on {host}:{port}")
if secret:
    forget(secret)

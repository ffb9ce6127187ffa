"""Connects the ZenML client on this machine with a server: logs in with an API key and activates a stack.

Reads a JSON object from standard input:
- url, stack, and packages: those that the client needs in addition to ZenML
- api_key, or username and password of a user who may create one
- certificate_authority (optional): PEM certificate of the authority that signed the server's certificate
- access (optional): who may connect, for the error message if the server does not answer
- json (optional): prints the result as a JSON object, and everything else to standard error

The API key belongs to a service account for this person. It is stored only in ZenML's own configuration, like the
certificate. A stored key that is still valid is used again.
Source: zenml 0.98.0, login/credentials_store.py and zen_server/routers.
"""
import getpass
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import traceback
from importlib import metadata

sys.dont_write_bytecode = True  # no folder beside this program
from unreachable import address_here, reason  # noqa: E402
from verdict import without_secrets  # noqa: E402

# These variables would override the login.
OVERRIDES = [name for name in os.environ if name.startswith("ZENML_STORE_") or name == "ZENML_ACTIVE_STACK_ID"]
for override in OVERRIDES:
    del os.environ[override]
os.environ.setdefault("ZENML_LOGGING_VERBOSITY", "WARN")


OUT = sys.stdout
# Passwords, keys and tokens, which are removed from all messages, including those of the server and of libraries.
SECRETS = set()


def say(text="", file=None):
    print(without_secrets(text, *SECRETS), file=file or OUT, flush=True)


class Server:
    """The part of ZenML's REST API that is needed to get an API key."""

    def __init__(self, url, authority=None, access=None):
        import requests

        self.url = url
        self.access = access
        self.session = requests.Session()
        # Passed with each request, because environment variables override it in a session.
        self.verify = authority or None
        self.failure = requests.RequestException

    def ask(self, method, path, **arguments):
        try:
            return self.session.request(
                method, f"{self.url}/api/v1/{path}", timeout=30, verify=self.verify, **arguments,
            )
        except self.failure as error:
            # Messages of libraries are long: the type is enough, with the remedy.
            problem = f"{self.url} does not answer ({type(error).__name__})."
            sys.exit(f"{problem} {reason(self.access, address_here())}")

    def check(self, answer, what):
        if not answer.ok:
            # Secrets are removed first: they are not found in a truncated text.
            text = without_secrets(answer.text, *SECRETS)[:300]
            sys.exit(f"{self.url} does not {what}: {answer.status_code} {text}")
        return answer.json()

    def version(self):
        return self.check(self.ask("GET", "info"), "report its version")["version"]

    def is_valid(self, key):
        return self.ask("POST", "login", data={"grant_type": "zenml-api-key", "password": key}).ok

    def log_in(self, username, password):
        answer = self.ask("POST", "login", data={"username": username, "password": password})
        if answer.status_code == 401:
            sys.exit(f"{self.url} refuses the password of {username}. If it was changed in ZenML, pass the new one to "
                     "the stack (administrator: Credentials.given()), or set an API key: ZENML_API_KEY")
        token = self.check(answer, f"log {username} in")["access_token"]
        SECRETS.add(token)
        self.session.headers["Authorization"] = f"Bearer {token}"

    def make_key(self, account, name):
        """Creates a key, or replaces one of the same name, because an existing key cannot be read again."""
        answer = self.ask("GET", "service_accounts", params={"name": account})
        found = self.check(answer, "list service accounts")["items"]
        if found:
            [owner] = found
        else:
            owner = self.check(self.ask("POST", "service_accounts", json={"name": account, "active": True}),
                               f"create the service account {account}")
        keys = f"service_accounts/{owner['id']}/api_keys"
        found = self.check(self.ask("GET", keys, params={"name": name}), "list keys")["items"]
        if found:
            made = self.check(self.ask("PUT", f"{keys}/{found[0]['id']}/rotate", json={}), f"replace the key {name}")
        else:
            made = self.check(self.ask("POST", keys, json={"name": name}), f"create the key {name}")
        SECRETS.add(made["body"]["key"])
        return made["body"]["key"]


def trust(url, certificate):
    """Writes the authority's certificate to files for other clients: alone, and with all public authorities."""
    import certifi
    from pathlib import Path
    from urllib.parse import urlsplit

    folder = Path(os.environ.get("ZENML_CONFIG_PATH") or config_directory(), "certificates", urlsplit(url).hostname)
    folder.mkdir(parents=True, exist_ok=True)
    authority, bundle = folder / "ca.pem", folder / "bundle.pem"
    authority.write_text(certificate)
    known = Path(os.environ.get("REQUESTS_CA_BUNDLE") or certifi.where())
    if known != bundle:
        bundle.write_text(known.read_text() + certificate)
    return str(authority), str(bundle)


def config_directory():
    import click

    return click.get_app_dir("zenml")


def missing_packages(wanted):
    from packaging.requirements import Requirement

    missing = []
    for requirement in map(Requirement, wanted):
        try:
            installed = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            installed = None
        if installed is None or not requirement.specifier.contains(installed, prereleases=True):
            missing.append(f'"{requirement}"')
    return missing


def docker_problem():
    docker = shutil.which("docker")
    if docker is None:
        return "is not installed: https://docs.docker.com/get-docker/"
    done = subprocess.run([docker, "version", "--format", "{{.Server.Version}}"], capture_output=True, text=True)
    return None if done.returncode == 0 else "does not run: start it (docker version shows the problem)"


def main():
    global OUT
    asked = json.load(sys.stdin)
    SECRETS.update(filter(None, (asked.get("password"), asked.get("api_key"))))
    if asked.get("json"):
        OUT = sys.stderr
    url, version = asked["url"].rstrip("/"), asked.get("version")
    try:
        installed = metadata.version("zenml")
    except metadata.PackageNotFoundError:
        installed = None
    try:
        import requests  # noqa: F401, ZenML depends on it
    except ImportError:
        wanted = f"zenml=={version}" if version else "zenml"
        sys.exit(f"ZenML is not installed for {sys.executable}: uv pip install --python {sys.executable} {wanted}")
    certificate = asked.get("certificate_authority")
    authority, bundle = trust(url, certificate) if certificate else (None, None)
    server = Server(url, authority, asked.get("access"))
    version = server.version()
    if installed != version:
        sys.exit(f"ZenML is {installed or 'not installed'} for {sys.executable}, and {version} on the server: "
                 f"uv pip install --python {sys.executable} zenml=={version}")

    from zenml.client import Client
    from zenml.config.global_config import GlobalConfiguration
    from zenml.login.credentials_store import get_credentials_store
    from zenml.zen_stores.rest_zen_store import RestZenStoreConfiguration

    store = get_credentials_store()
    account = "connect-" + re.sub(r"[^a-z0-9]+", "-", getpass.getuser().lower()).strip("-")
    key, how = store.get_api_key(url), "the stored key"
    SECRETS.update(filter(None, [key]))
    if key is None or not server.is_valid(key):
        if asked.get("api_key"):
            key, how = asked["api_key"], "the given key"
            if not server.is_valid(key):
                sys.exit(f"{url} refuses the given key")
        else:
            server.log_in(asked["username"], asked["password"])
            key, how = server.make_key(account, socket.gethostname()), f"a new key of the service account {account}"
        store.set_api_key(url, key)
    configuration = GlobalConfiguration()
    # ZenML overwrites this file without truncating it.
    copy = os.path.join(configuration.local_stores_path, "certificates", "ca_bundle.pem")
    if os.path.exists(copy):
        os.remove(copy)
    configuration.set_store(RestZenStoreConfiguration(url=url, verify_ssl=authority or True))
    client = Client()
    say(f"Logged in to {url} with {how}.")

    stack = asked["stack"]
    names = [it.name for it in client.list_stacks(size=1000)]
    if stack not in names:
        sys.exit(f"{url} has no stack {stack}. It has: {', '.join(names)}")
    client.activate_stack(stack)
    say(f"The stack {stack} is active.")
    for other in asked.get("other_stacks", []):
        if other in names:
            say(f"To deploy models, use the stack {other}: zenml stack set {other}")

    missing = []
    packages = missing_packages(asked["packages"])
    if packages:
        install = f"uv pip install --python {sys.executable} zenml=={version} {' '.join(packages)}"
        missing.append(f"Python packages: {install}")
    problem = docker_problem()
    if problem:
        missing.append(f"Docker {problem}. Images of pipelines are built on this machine.")
    if authority and os.environ.get("REQUESTS_CA_BUNDLE") not in (None, bundle):
        missing.append("REQUESTS_CA_BUNDLE overrides ZenML's configuration, and lacks this stack's certificate "
                       f"authority: set it to {bundle}, which contains both.")
    if OVERRIDES:
        missing.append(f"Unset {', '.join(sorted(OVERRIDES))}, which override this login.")
    say()
    if missing:
        say("Missing on this machine:")
        for line in missing:
            say(f"  - {line}")
    else:
        say("Nothing is missing on this machine.")
    say("For your pipelines:")
    say(f"  - Add zenml=={version} to the requirements of DockerSettings, together with its integrations. Without it,")
    say("    the integrations install packages with which ZenML does not start.")
    if authority:
        say("  - The stack's own certificate authority signs its certificates, and ZenML trusts it from now on.")
        say("    For MLflow's client and for prediction requests, set:")
        say(f"      export MLFLOW_TRACKING_SERVER_CERT_PATH={authority}")
        say(f"      export REQUESTS_CA_BUNDLE={bundle}")
    if platform.machine().lower() in ("arm64", "aarch64"):
        say("  - This machine is arm64, the cluster's nodes are not. Set "
            'DockerSettings(build_config={"build_options": {"platform": "linux/amd64"}}).')
    if asked.get("json"):
        say(json.dumps({"url": url, "version": version, "stack": stack, "missing": missing,
                        "certificateAuthority": authority, "certificateBundle": bundle}), sys.stdout)


def conclude():
    """Runs the program, and prints its error without secrets."""
    try:
        main()
    except SystemExit as stop:
        sys.exit(without_secrets(stop.code, *SECRETS) if isinstance(stop.code, str) else stop.code)
    except Exception:
        sys.exit(without_secrets(traceback.format_exc(), *SECRETS))


if __name__ == "__main__":
    conclude()

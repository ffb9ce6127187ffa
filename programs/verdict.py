"""Ends a job with a verdict that Terraform shows. The job's own program follows in the same text.

If a job fails, Terraform's provider reports only the failure. A program that knows the reason therefore writes it to a
ConfigMap, ends successfully, and has its job deleted a moment later, so that the next apply runs it again. A data
source reads the ConfigMap after the job, and fails with the reason.
https://github.com/hashicorp/terraform-provider-kubernetes/blob/v2.38.0/kubernetes/resource_kubernetes_job_v1.go

Environment variables: JOB_NAME; JOB_VERDICT, the name of the ConfigMap. Without them the reason is printed.
"""
import json
import os
import re
import ssl
import sys
import time
import traceback
import urllib.error
import urllib.request
from urllib.parse import quote, unquote

KUBERNETES = "/var/run/secrets/kubernetes.io/serviceaccount"
# The program itself retries unexpected errors, such as a lost connection, because no other pod would.
TRIES, PAUSE_SECONDS = 4, 10
# Long enough for Terraform's provider to see the job, and over before the next apply.
REMOVAL_SECONDS = 5
LONGEST = 4000
SECRETS = re.compile("PASSWORD|_KEY$|_KEY_RESTORED$|^REGISTRATION$|TOKEN$")
# A slash in the password is allowed only after "//": host:5000/image@digest has no userinfo. Same as in cli/userinfo.
USERINFO = re.compile(r"""(?<=//)(?:[^\s"'<>/:@]*:[^\s"'<>]*|[^\s"'<>/]*)@|[^\s"'<>/:@]+:[^\s"'<>/]*@""")
# Anything shorter may be part of other words.
SHORTEST = 6


def say(text):
    print(without_secrets(text), flush=True)


def line_of(error):
    # Secrets are removed first: they are not found in a truncated text or one with other spaces.
    return " ".join(without_secrets(str(error)).split())[:500]


def retry(what, action, retriable, patience=240):
    """Repeats an action until it works, the error is of another kind, or patience (in seconds) is over."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return action()
        except Exception as error:
            if not retriable(error) or time.monotonic() > deadline:
                raise
            say(f"{what} does not answer yet: {type(error).__name__}: {line_of(error)}")
            time.sleep(5)


def patch(kind, name, change, retriable):
    """Patches an object of this namespace; `retriable` are status codes that may be temporary."""
    group = "apis/batch/v1" if kind == "jobs" else "api/v1"
    with open(f"{KUBERNETES}/namespace") as namespace, open(f"{KUBERNETES}/token") as token:
        url = f"https://kubernetes.default.svc/{group}/namespaces/{namespace.read()}/{kind}/{name}"
        headers = {"Authorization": f"Bearer {token.read()}", "Content-Type": "application/merge-patch+json"}
    request = urllib.request.Request(url, data=json.dumps(change).encode(), headers=headers, method="PATCH")
    context = ssl.create_default_context(cafile=f"{KUBERNETES}/ca.crt")
    retry(url, lambda: urllib.request.urlopen(request, timeout=30, context=context).close(),
          lambda error: not isinstance(error, urllib.error.HTTPError) or error.code in retriable or error.code >= 500)


def without_userinfo(text):
    return USERINFO.sub("***@", text)


def userinfo_of(text):
    """Returns user:password from the URLs of a text, and the passwords alone, as they occur in errors."""
    found = [it[0][:-1] for it in USERINFO.finditer(text)]
    return found + [it.partition(":")[2] for it in found]


def without_secrets(text, *more):
    """Removes passwords, keys and tokens from a text. `more` are secrets that are in no environment variable."""
    values = [value for name, value in os.environ.items() if SECRETS.search(name)]
    # REGISTRATION is parsed by its name, not by a leading brace: a password may begin with one.
    for secret in json.loads(os.environ.get("REGISTRATION", "{}")).get("secrets", {}).values():
        # User names are no secrets, and often equal the component's name.
        values += [value for key, value in secret.items() if key != "username"]
    values += filter(None, more)
    values += [part for value in [*os.environ.values(), *values] for part in userinfo_of(value)]
    forms = {
        form for value in values for form in (value, unquote(value), quote(value, safe=""), json.dumps(value)[1:-1])
    }
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "***") if len(form) >= SHORTEST else text
    return without_userinfo(text)


def reason_of(main):
    """Runs a program, and returns why it stopped, or an empty text on success."""
    for attempt in range(1, TRIES + 1):
        try:
            main()
            return ""
        except SystemExit as stop:
            return stop.code if isinstance(stop.code, str) else "" if not stop.code else f"exit code {stop.code}"
        except Exception as error:
            # The frames contain no values; the error itself may.
            say(without_secrets(traceback.format_exc()))
            if attempt == TRIES:
                return f"{type(error).__name__}: {line_of(error)}"
            time.sleep(PAUSE_SECONDS)
    return ""


def conclude(main):
    verdict = without_secrets(reason_of(main))[:LONGEST]
    if "JOB_VERDICT" not in os.environ:
        sys.exit(verdict or 0)
    # A new role may not be effective yet.
    patch("configmaps", os.environ["JOB_VERDICT"], {"data": {"verdict": verdict}}, (403, 409))
    if verdict:
        say(verdict)
        patch("jobs", os.environ["JOB_NAME"], {"spec": {"ttlSecondsAfterFinished": REMOVAL_SECONDS}}, (403, 409))



"""How a job ends: with a verdict that Terraform shows. What follows in the same text is the job's own program.

Of a job that failed, Terraform's provider reports that it failed, and nothing else. So a program that knows why writes the
reason into a ConfigMap, ends well, and has its job removed a moment later, so that the next apply runs it again. A data
source reads the ConfigMap after the job, and fails with the reason.
https://github.com/hashicorp/terraform-provider-kubernetes/blob/v2.38.0/kubernetes/resource_kubernetes_job_v1.go

Environment: JOB_NAME; JOB_VERDICT, the name of the ConfigMap. Without them, outside of a pod, the reason is printed.
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
# What breaks without a reason of its own, such as a connection, is tried again by the program itself: no pod is left to do so.
TRIES, PAUSE_SECONDS = 4, 10
# Long enough for the wait of Terraform's provider, and shorter than the way to the next apply.
REMOVAL_SECONDS = 5
LONGEST = 4000
SECRETS = re.compile("PASSWORD|_KEY$|_KEY_RESTORED$|^REGISTRATION$|TOKEN$")
# With a slash in the password only behind "//": host:5000/image@digest is no userinfo. cli/userinfo.ts has the same.
USERINFO = re.compile(r"""(?<=//)(?:[^\s"'<>/:@]*:[^\s"'<>]*|[^\s"'<>/]*)@|[^\s"'<>/:@]+:[^\s"'<>/]*@""")
# Anything shorter is part of other words.
SHORTEST = 6


def say(text):
    print(without_secrets(text), flush=True)


def line_of(error):
    # Cut short, or with other spaces, a secret would not be found any more.
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
    """Changes an object of this namespace; `retriable` are answers that may be others in a moment."""
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
    """Users with passwords in the URLs of a text, and the passwords alone, as errors of URLs name them."""
    found = [it[0][:-1] for it in USERINFO.finditer(text)]
    return found + [it.partition(":")[2] for it in found]


def without_secrets(text, *more):
    """No message has ever a reason to name a password; should a library do so, it is taken out. `more` are secrets that are in no variable."""
    values = [value for name, value in os.environ.items() if SECRETS.search(name)]
    # Not by its first character: a password may begin with a brace.
    for secret in json.loads(os.environ.get("REGISTRATION", "{}")).get("secrets", {}).values():
        # A user's name is often that of the component, and no secret.
        values += [value for key, value in secret.items() if key != "username"]
    values += filter(None, more)
    values += [part for value in [*os.environ.values(), *values] for part in userinfo_of(value)]
    forms = {form for value in values for form in (value, unquote(value), quote(value, safe=""), json.dumps(value)[1:-1])}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "***") if len(form) >= SHORTEST else text
    return without_userinfo(text)


def reason_of(main):
    """Runs a program; why it stopped, or nothing if it is done."""
    for attempt in range(1, TRIES + 1):
        try:
            main()
            return ""
        except SystemExit as stop:
            return stop.code if isinstance(stop.code, str) else "" if not stop.code else f"exit code {stop.code}"
        except Exception as error:
            # Its frames hold no values; the error itself may.
            say(without_secrets(traceback.format_exc()))
            if attempt == TRIES:
                return f"{type(error).__name__}: {line_of(error)}"
            time.sleep(PAUSE_SECONDS)
    return ""


def conclude(main):
    verdict = without_secrets(reason_of(main))[:LONGEST]
    if "JOB_VERDICT" not in os.environ:
        sys.exit(verdict or 0)
    # A role that was just created may not be known yet.
    patch("configmaps", os.environ["JOB_VERDICT"], {"data": {"verdict": verdict}}, (403, 409))
    if verdict:
        say(verdict)
        patch("jobs", os.environ["JOB_NAME"], {"spec": {"ttlSecondsAfterFinished": REMOVAL_SECONDS}}, (403, 409))



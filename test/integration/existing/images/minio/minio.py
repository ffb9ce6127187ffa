#!/opt/venv/bin/python
"""Stands for MinIO: `minio server FOLDER --address :PORT`, with moto's S3 behind it."""
import argparse
import os
import re
import signal

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

# The first process of a container ignores what it has no handler for.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
parser = argparse.ArgumentParser()
parser.add_argument("command", choices=["server"])
parser.add_argument("folder")
parser.add_argument("--address", required=True)
args = parser.parse_args()
assert os.access(args.folder, os.W_OK), f"{args.folder} cannot be written"
user, password = os.environ["MINIO_ROOT_USER"], os.environ["MINIO_ROOT_PASSWORD"]
assert len(password) >= 8, "MinIO takes no shorter password"
s3 = DomainDispatcherApplication(create_backend_app)


def app(environ, start_response):
    if environ["PATH_INFO"].startswith("/minio/health/"):
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]
    # In a header, or in a presigned URL.
    signed = re.search(r"Credential=([^/%]+)(?:/|%2F)", f"{environ.get('HTTP_AUTHORIZATION', '')} {environ.get('QUERY_STRING', '')}")
    if not signed or signed[1] != user:
        start_response("403 Forbidden", [("Content-Length", "0")])
        return [b""]
    return s3(environ, start_response)


run_simple("0.0.0.0", int(args.address.rpartition(":")[2]), app, threaded=True)

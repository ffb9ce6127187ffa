"""An MLflow client that comes through the ingress. Arguments: log | check, then the run's id."""
import hashlib
import os
import pathlib
import socket
import sys
import tempfile

HOST = os.environ["TEST_HOST"]
resolve = socket.getaddrinfo
# The host has no DNS record: NGINX is on this machine.
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if host == HOST else host, *rest, **more)

import mlflow  # noqa: E402  resolves names as patched above
from mlflow.tracking import MlflowClient  # noqa: E402

SIZE_MIB = int(os.environ.get("TEST_SIZE_MIB", "50"))
client = MlflowClient()


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def log():
    mlflow.set_experiment("integration")
    with tempfile.TemporaryDirectory() as folder, mlflow.start_run() as run:
        file = pathlib.Path(folder, "model.bin")
        with file.open("wb") as target:
            for _ in range(SIZE_MIB):
                target.write(os.urandom(2**20))
        mlflow.log_param("digest", sha256(file))
        mlflow.log_metric("loss", 0.25, step=1)
        mlflow.log_artifact(str(file))
        print(run.info.run_id)


def check(run_id):
    run = client.get_run(run_id)
    assert run.info.status == "FINISHED", run.info.status
    assert run.data.metrics == {"loss": 0.25}, run.data.metrics
    assert run.info.artifact_uri.startswith("mlflow-artifacts:"), run.info.artifact_uri
    with tempfile.TemporaryDirectory() as folder:
        file = mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="model.bin", dst_path=folder)
        assert os.path.getsize(file) == SIZE_MIB * 2**20
        assert sha256(file) == run.data.params["digest"], "the artifact came back different"
    print("run and artifact are there")


{"log": log, "check": check}[sys.argv[1]](*sys.argv[2:])

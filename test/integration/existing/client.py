"""A client in a pod, whose last line is JSON. Arguments: round NAME [RUN=NAME..] logs a run, reads it and the other ones back, and lists the
experiments; check RUN=NAME.. only reads back; buckets NAME.. creates buckets and lists all; keys BUCKET.. lists the files in each."""
import json
import os
import pathlib
import socket
import sys
import tempfile

resolve = socket.getaddrinfo


def lookup(host, *rest, **more):
    """One of the hosts has no DNS record: it is the node's. A client outside of the cluster does not know the cluster's names."""
    if "OUTSIDE" in os.environ and host.endswith(".svc.cluster.local"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return resolve(os.environ["NODE"] if host == "production.lab.test" else host, *rest, **more)


socket.getaddrinfo = lookup


def log(name):
    import mlflow  # takes seconds, and resolves names as patched above
    mlflow.set_experiment(name)
    with tempfile.TemporaryDirectory() as folder, mlflow.start_run() as run:
        file = pathlib.Path(folder, "model.txt")
        file.write_text(f"model of {name}", encoding="utf8")
        mlflow.log_metric("loss", 0.25)
        mlflow.log_artifact(str(file))
    return run.info.run_id


def read(run_id, name):
    import mlflow
    run = mlflow.get_run(run_id)
    assert run.info.status == "FINISHED" and run.data.metrics == {"loss": 0.25}, run
    assert run.info.artifact_uri.startswith("mlflow-artifacts:"), run.info.artifact_uri
    with tempfile.TemporaryDirectory() as folder:
        file = mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="model.txt", dst_path=folder)
        assert pathlib.Path(file).read_text(encoding="utf8") == f"model of {name}"
    return name


def check(*runs):
    return [read(*it.split("=")) for it in runs]


def round(name, *runs):
    import mlflow
    run = log(name)
    return {"run": run, "read": check(*runs, f"{run}={name}"), "experiments": sorted(it.name for it in mlflow.search_experiments())}


def s3():
    import boto3
    return boto3.client("s3", endpoint_url=os.environ["S3_ENDPOINT"], region_name="us-east-1")


def buckets(*names):
    [s3().create_bucket(Bucket=name) for name in names]
    return sorted(it["Name"] for it in s3().list_buckets()["Buckets"])


def keys(*names):
    return [sorted(it["Key"].rpartition("/")[2] for it in s3().list_objects_v2(Bucket=name).get("Contents", [])) for name in names]


print(json.dumps({"check": check, "round": round, "buckets": buckets, "keys": keys}[sys.argv[1]](*sys.argv[2:])))

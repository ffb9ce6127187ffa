"""The pipeline: each step is a pod on the cluster."""
import os
import platform
from pathlib import Path
from typing import Annotated, Optional, Tuple

import numpy as np
from sklearn.pipeline import Pipeline
from zenml import get_step_context, pipeline, step
from zenml.client import Client
from zenml.config import DockerSettings

MODEL = "first-pipeline"
HERE = Path(__file__).parent


def docker_settings(image: Optional[str]) -> DockerSettings:
    """Contents of the steps' images.

    ZenML's own list (install_stack_requirements) is not used: with a Seldon deployer in the stack its requirements
    conflict, and without zenml itself in the list it installs packages with which ZenML does not start.
    """
    if image:
        return DockerSettings(parent_image=image, skip_build=True)
    requirements = (HERE / "requirements.txt").read_text().splitlines()
    arm = platform.machine().lower() in ("arm64", "aarch64")
    return DockerSettings(
        install_stack_requirements=False,
        requirements=[line for line in requirements if line and not line.startswith("#")],
        # The cluster's nodes are x86, even if this machine is not.
        build_config={"build_options": {"platform": "linux/amd64"}} if arm else None,
    )


def component(kind: str) -> Optional[str]:
    """Name of a component of the active stack, or None."""
    found = getattr(Client().active_stack, kind)
    return found.name if found else None


@step(enable_cache=False)
def load() -> Tuple[
    Annotated[np.ndarray, "train_x"], Annotated[np.ndarray, "train_y"],
    Annotated[np.ndarray, "test_x"], Annotated[np.ndarray, "test_y"],
]:
    from sklearn.datasets import load_iris
    from sklearn.model_selection import train_test_split

    x, y = load_iris(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.2, random_state=0, stratify=y)
    return train_x, train_y, test_x, test_y


@step(enable_cache=False, experiment_tracker=component("experiment_tracker"))
def train(x: np.ndarray, y: np.ndarray) -> Annotated[Pipeline, "model"]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=200))
    if os.environ.get("MLFLOW_TRACKING_URI"):
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # the image has no git, which MLflow would log
        import mlflow

        # Logs parameters, metrics and the model, and registers a new version of it. skops: data, not code.
        mlflow.sklearn.autolog(registered_model_name=MODEL, serialization_format="skops")
    return model.fit(x, y)


@step(enable_cache=False)
def evaluate(model: Pipeline, x: np.ndarray, y: np.ndarray) -> Annotated[float, "accuracy"]:
    accuracy = float(model.score(x, y))
    if accuracy < 0.9:
        raise RuntimeError(f"the accuracy is only {accuracy:.0%}: the model is not deployed")
    return accuracy


@step(enable_cache=False)
def deploy(model: Pipeline, accuracy: float, service_account: str) -> Annotated[str, "prediction_url"]:
    """Serves the model with Seldon Core.

    A custom step, because ZenML's seldon_model_deployer_step looks for a file that ZenML 0.98.0 does not write.
    """
    import joblib
    from zenml.integrations.seldon.services.seldon_deployment import SeldonDeploymentConfig, SeldonDeploymentService
    from zenml.io import fileio

    context = get_step_context()
    stack = Client().active_stack
    # The path and file name that Seldon's downloader and its scikit-learn server expect.
    folder = f"{stack.artifact_store.path}/models/{MODEL}/{context.pipeline_run.id}"
    fileio.makedirs(folder)
    with fileio.open(f"{folder}/model.joblib", "wb") as file:
        joblib.dump(model, file)

    service = stack.model_deployer.deploy_model(
        config=SeldonDeploymentConfig(
            model_uri=folder,
            model_name=MODEL,
            implementation="SKLEARN_SERVER",
            parameters=None,
            resources=None,
            secret_name=None,
            # Allowed to read the artifacts: the stack's output seldon-service-account.
            serviceAccountName=service_account,
            pipeline_name=context.pipeline.name,
            pipeline_step_name=context.step_run.name,
        ),
        service_type=SeldonDeploymentService.SERVICE_TYPE,
        # Replaces the model of the previous run.
        continuous_deployment_mode=True,
        timeout=600,
    )
    return service.prediction_url


@step(enable_cache=False)
def predict(prediction_url: str, model: Pipeline, x: np.ndarray) -> Annotated[str, "report"]:
    """Calls the served model through the gateway, and compares the predictions with those of the trained model."""
    import time

    import requests

    rows = x[:10]
    # On a stack without a domain: the certificate authority of its load balancer.
    authority = os.environ.get("ENTRANCE_CA_FILE", True)
    deadline = time.monotonic() + 120
    while True:
        # The gateway starts routing to a model some seconds after the model is ready.
        answer = requests.post(prediction_url, json={"data": {"ndarray": rows.tolist()}}, timeout=30, verify=authority)
        if answer.ok or time.monotonic() > deadline:
            break
        time.sleep(3)
    answer.raise_for_status()
    served = np.array(answer.json()["data"]["ndarray"])
    np.testing.assert_allclose(served, model.predict_proba(rows), rtol=1e-6)
    return f"{len(rows)} predictions from {prediction_url} match those of the trained model."


def first_pipeline(service_account: Optional[str] = None, image: Optional[str] = None):
    """Runs the pipeline. With the service account of models, it also serves and calls the model."""

    @pipeline(name="first_pipeline", settings={"docker": docker_settings(image)})
    def training():
        train_x, train_y, test_x, test_y = load()
        model = train(train_x, train_y)
        accuracy = evaluate(model, test_x, test_y)
        if service_account:
            predict(deploy(model, accuracy, service_account), model, test_x)

    return training()

"""Builds and pushes the image that serves models, unless it exists."""
from pathlib import Path

import requests

FOLDER = Path(__file__).parent / "model-server"


def exists(registry, image: str) -> bool:
    """Checks the registry, with the credentials of the stack's service connector."""
    host, rest = image.split("/", 1)
    repository, tag = rest.rsplit(":", 1)
    answer = requests.head(
        f"https://{host}/v2/{repository}/manifests/{tag}",
        auth=registry.credentials,
        headers={"Accept": "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
                           "application/vnd.docker.distribution.manifest.v2+json"},
        timeout=30,
    )
    if answer.status_code not in (200, 404):
        raise RuntimeError(f"{host} cannot be asked whether {image} exists: {answer.status_code} {answer.reason}")
    return answer.status_code == 200


def ensure_image(stack, image: str) -> None:
    """Builds with the stack's image builder, which logs in to the registry as it does for pipelines."""
    from zenml.config.docker_settings import DockerBuildOptions
    from zenml.image_builders import BuildContext

    registry = stack.container_registry
    if not image.startswith(f"{registry.config.uri}/"):
        print(f"{image} is not in the stack's registry. It must already exist.")
        return
    if exists(registry, image):
        print(f"{image} exists.")
        return
    print(f"Building {image}: a few minutes, once per version of its libraries …", flush=True)
    stack.image_builder.build(
        image_name=image,
        build_context=BuildContext(root=str(FOLDER)),
        docker_build_options=DockerBuildOptions(
            build_args={"KIND": image.rsplit(":", 1)[1].split("-")[0]},
            # The cluster's nodes are x86, even if this machine is not.
            platform="linux/amd64",
            rm=True,
        ),
        container_registry=registry,
    )
    print(f"{image} was pushed.")

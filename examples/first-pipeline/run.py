"""Trains a model, tracks it in MLflow, serves it with Seldon Core, calls it and checks the predictions.

    python run.py --stack zenml-demo                                    trains and tracks
    python run.py --stack zenml-demo-seldon --deploy \\
      --model-server 111122223333.dkr.ecr.eu-central-1.amazonaws.com/zenml-demo-model-servers:sklearn-1.9.1
                                                                        serves the model as well

npm run pipeline, at the root of this repository, runs it with the outputs of the deployed stack.
"""
import argparse
import sys

from zenml.client import Client
from zenml.config.global_config import GlobalConfiguration
from zenml.exceptions import AuthorizationException


def connected(stack):
    """Returns ZenML's client with the stack active. Exits with the remedy if this machine is not logged in."""
    try:
        client = Client()
        if GlobalConfiguration().uses_local_store:
            sys.exit("Not logged in: npm run connect")
        # Before the pipelines are imported, because they use the active stack's components.
        client.activate_stack(stack)
        return client
    except AuthorizationException:
        sys.exit("The login on this machine is no longer valid: npm run connect")
    except KeyError:
        sys.exit(f"There is no stack {stack} on this server: npm run deploy registers it, "
                 "npm run connect logs in to its server")
    except (OSError, RuntimeError) as error:
        sys.exit(f"The ZenML server does not answer ({type(error).__name__}). "
                 "What is wrong is reported by: npm run connect")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stack", required=True, help="the ZenML stack to run on")
    parser.add_argument("--deploy", action="store_true", help="serve the model; the stack needs a model deployer")
    parser.add_argument("--model-server", metavar="IMAGE",
                        help="the image that serves scikit-learn models in this stack; built and pushed if it does "
                             "not exist")
    parser.add_argument("--service-account", default="zenml-seldon-models",
                        help="the service account of models (%(default)s)")
    parser.add_argument("--image", help="an image with all of requirements.txt, which is used instead of a new one")
    arguments = parser.parse_args()

    client = connected(arguments.stack)
    if arguments.deploy and arguments.model_server:
        from model_server import ensure_image

        ensure_image(client.active_stack, arguments.model_server)

    from pipeline import first_pipeline

    run = first_pipeline(arguments.service_account if arguments.deploy else None, arguments.image)
    run = client.get_pipeline_run(run.id)
    print(f"The run {run.name} is {run.status}.")
    if run.status != "completed":
        sys.exit(1)
    print(f"Accuracy: {run.steps['evaluate'].outputs['accuracy'][0].load():.3f}")
    if arguments.deploy:
        print(run.steps["predict"].outputs["report"][0].load())


if __name__ == "__main__":
    main()

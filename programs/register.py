"""Registers a stack on a ZenML server: secrets, an AWS service connector, components, and the stacks that use them.

The program is idempotent: it updates what differs, and removes what an earlier run created and the stack no longer
needs. It changes only objects with the given names, and removes only objects with its label.

The program `verdict` precedes it in the same text.

Environment variables:
- REGISTRATION: a JSON object (see the keys below)
- ZENML_STORE_URL, with ZENML_STORE_API_KEY or with ZENML_STORE_USERNAME and ZENML_STORE_PASSWORD
- ZENML_CONFIG_PATH: a folder that the program may write to
Source: zenml 0.98.0, client.py and service_connectors.
"""
import json
import os
import sys

os.environ.setdefault("ZENML_ANALYTICS_OPT_IN", "false")
os.environ.setdefault("ZENML_LOGGING_VERBOSITY", "WARN")

LABELS = {"managed-by": "cdktf-zenml-aws"}
# Types of components of a stack. Components of these types that the stack no longer needs are removed.
KINDS = [
    "orchestrator", "artifact_store", "container_registry", "image_builder", "experiment_tracker", "model_deployer",
    "step_operator",
]
# Type of the resource that a component accesses through the connector.
RESOURCE_TYPES = {
    "orchestrator": "kubernetes-cluster",
    "artifact_store": "s3-bucket",
    "container_registry": "docker-registry",
    "model_deployer": "kubernetes-cluster",
    "step_operator": "kubernetes-cluster",
}
# Time to wait for the server, and for IAM permissions to take effect everywhere.
PATIENCE_SECONDS = 420


def found(get):
    """Returns an object, or None if it does not exist."""
    try:
        return get()
    except KeyError:
        return None


class Registration:
    def __init__(self, client, wanted):
        from zenml.enums import StackComponentType

        self.client = client
        self.wanted = wanted
        self.type = StackComponentType

    def run(self):
        for name, values in self.wanted["secrets"].items():
            self.secret(name, values)
        connector = self.connector()
        # Components first, each verified with the connector, then the stacks that use them.
        components = {it["type"]: self.component(it, connector) for it in self.wanted["components"]}
        for name, kinds in self.wanted["stacks"].items():
            self.stack(name, {self.type(kind): [components[kind].id] for kind in kinds})
        self.remove_what_is_left(components)
        if connector is not None:
            self.try_cluster(connector)

    def secret(self, name, values):
        old = found(lambda: self.client.get_secret(name, allow_partial_name_match=False, allow_partial_id_match=False))
        if old is None:
            self.client.create_secret(name=name, values=values)
            return say(f"secret {name}: created")
        if old.secret_values == values:
            return say(f"secret {name}: unchanged")
        gone = [key for key in old.secret_values if key not in values]
        self.client.update_secret(old.id, add_or_update_values=values, remove_values=gone)
        say(f"secret {name}: updated")

    def connector(self):
        wanted = self.wanted["connector"]
        if wanted is None:
            return None
        name, method, configuration = wanted["name"], wanted["auth_method"], wanted["configuration"]
        old = found(lambda: self.client.get_service_connector(name, allow_name_prefix_match=False))
        if old is None:
            new, _ = self.client.create_service_connector(
                name=name, connector_type="aws", auth_method=method, configuration=configuration, labels=LABELS,
                verify=False,
            )
            say(f"connector {name}: created")
            return new
        if old.type != "aws":
            sys.exit(f"connector {name} exists with the type {old.type}: rename or delete it")
        if old.auth_method == method and {k: v for k, v in old.configuration.items() if v is not None} == configuration:
            say(f"connector {name}: unchanged")
            return old
        new, _ = self.client.update_service_connector(
            old.id, auth_method=method, configuration=configuration, labels=LABELS, verify=False,
        )
        say(f"connector {name}: updated")
        return new

    def verify(self, connector, kind, resource):
        """Lets the server access the resource. New IAM roles may take minutes to take effect everywhere."""
        def ask():
            answer = self.client.verify_service_connector(
                connector.id, resource_type=RESOURCE_TYPES[kind], resource_id=resource, list_resources=False,
            )
            if answer.error:
                raise RuntimeError(answer.error)

        try:
            retry(f"{kind} {resource}", ask, lambda error: "implicitly disabled" not in str(error), PATIENCE_SECONDS)
        except Exception as error:
            sys.exit(f"connector {connector.name} cannot access {resource}: {line_of(error)}")

    def try_cluster(self, connector):
        """Accesses the cluster as clients do, which fails if the server's kubernetes client is too new for ZenML."""
        cluster = next((it["resource"] for it in self.wanted["components"] if it["type"] == "orchestrator"), None)
        try:
            self.client.zen_store.get_service_connector_client(
                connector.id, resource_type=RESOURCE_TYPES["orchestrator"], resource_id=cluster,
            )
        except Exception as error:
            say(f"WARNING: this server gives clients no access to the cluster {cluster}, so no pipeline will start "
                f"there: {line_of(error)}")

    def component(self, wanted, connector):
        kind, name, flavor = self.type(wanted["type"]), wanted["name"], wanted["flavor"]
        configuration, resource = wanted["configuration"], wanted.get("resource")
        title = f"{kind.value} {name}"
        connect = connector is not None and resource is not None
        if connect:
            self.verify(connector, kind.value, resource)
        old = found(lambda: self.client.get_stack_component(kind, name, allow_name_prefix_match=False))
        what = "unchanged"
        if old is None:
            old = self.client.create_stack_component(
                name=name, flavor=flavor, component_type=kind, configuration=configuration, labels=LABELS,
            )
            what = "created"
        elif old.flavor_name != flavor:
            sys.exit(f"{title} exists with the flavor {old.flavor_name}: rename or delete it")
        elif old.configuration != configuration:
            # An update keeps keys that it does not contain.
            gone = {key: None for key in old.configuration if key not in configuration}
            self.client.update_stack_component(old.id, kind, configuration={**configuration, **gone}, labels=LABELS)
            what = "updated"
        linked = (old.connector.id, old.connector_resource_id) if old.connector else (None, None)
        if linked != ((connector.id, resource) if connect else (None, None)):
            if connect:
                self.client.update_stack_component(
                    old.id, kind, connector_id=connector.id, connector_resource_id=resource,
                )
            else:
                self.client.update_stack_component(old.id, kind, disconnect=True)
            what = "updated" if what == "unchanged" else what
        say(f"{title}: {what}")
        return old

    def stack(self, name, components):
        from zenml.models import StackRequest, StackUpdate

        old = found(lambda: self.client.get_stack(name, allow_name_prefix_match=False))
        store = self.client.zen_store
        if old is None:
            store.create_stack(StackRequest(name=name, components=components, labels=LABELS))
            return say(f"stack {name}: created")
        if {kind: [it.id for it in those] for kind, those in old.components.items() if those} == components:
            return say(f"stack {name}: unchanged")
        store.update_stack(old.id, StackUpdate(components=components, labels=LABELS))
        say(f"stack {name}: updated")

    def remove_what_is_left(self, components):
        """Removes stacks and components of disabled parts, unless something else uses them."""
        ours = lambda it: it is not None and (it.labels or {}).get("managed-by") == LABELS["managed-by"]
        for name in self.wanted["unwanted_stacks"]:
            old = found(lambda: self.client.get_stack(name, allow_name_prefix_match=False))
            if ours(old):
                self.client.delete_stack(old.id)
                say(f"stack {name}: removed")
        for kind in (kind for kind in KINDS if kind not in components):
            name = self.wanted["name"]
            old = found(lambda: self.client.get_stack_component(self.type(kind), name, allow_name_prefix_match=False))
            if ours(old):
                try:
                    self.client.delete_stack_component(old.id, self.type(kind))
                    say(f"{kind} {name}: removed")
                except Exception as error:
                    say(f"{kind} {name}: kept, {line_of(error)}")


def main():
    wanted = json.loads(os.environ["REGISTRATION"])
    from zenml.client import Client
    from zenml.exceptions import AuthorizationException, CredentialsNotValid
    from zenml.utils.source_utils import set_custom_source_root

    # ZenML looks up the folder of the main program, which `python -c` does not have.
    set_custom_source_root(os.getcwd())
    url = os.environ["ZENML_STORE_URL"]
    refused = (AuthorizationException, CredentialsNotValid)

    def connect():
        client = Client()
        client.zen_store.get_store_info()
        return client

    try:
        client = retry(url, connect, lambda error: not isinstance(error, refused), PATIENCE_SECONDS)
    except refused as error:
        sys.exit(f"{url} refuses the credentials ({error}). If they were changed there, pass the new ones to the "
                 "stack: administrator of ZenmlServerSource.create(), or apiKey of ZenmlServerSource.existing().")
    Registration(client, wanted).run()
    say(f"the stacks {', '.join(wanted['stacks'])} are registered on {url}")


if __name__ == "__main__":
    conclude(main)

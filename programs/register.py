"""Registers a stack on a ZenML server: secrets, an AWS service connector, components, and the stacks that use them.

The program is idempotent: it updates what differs, and removes what an earlier run created and the stack no longer
needs. It changes only objects with the given names, and removes only objects with its label. Of a component it changes
only the keys that it has registered: other keys, and other components in the stacks, are kept. It reports a key that
was edited in ZenML before it sets the key back.

The program `verdict` precedes it in the same text.

Environment variables:
- REGISTRATION: a JSON object (see the keys below)
- ZENML_STORE_URL, with ZENML_STORE_API_KEY or with ZENML_STORE_USERNAME and ZENML_STORE_PASSWORD
- ZENML_CONFIG_PATH: a folder that the program may write to
Source: zenml 0.98.0, client.py and service_connectors.
"""
import hashlib
import json
import os
import sys

os.environ.setdefault("ZENML_ANALYTICS_OPT_IN", "false")
os.environ.setdefault("ZENML_LOGGING_VERBOSITY", "WARN")

LABELS = {"managed-by": "cdktf-zenml-aws"}
# Label of a component: digests of the values that were registered last, by key, as JSON.
REGISTERED = "registered-configuration"
# Types of components of a stack. Components of these types that the stack no longer needs are removed.
KINDS = [
    "orchestrator", "artifact_store", "container_registry", "image_builder", "experiment_tracker", "model_deployer",
    "step_operator", "model_registry",
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


def is_ours(it):
    """Whether a stack or component was created by this program."""
    return (it.labels or {}).get("managed-by") == LABELS["managed-by"]


def digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def edited_keys(configuration, registered):
    """Returns the registered keys whose values were changed since."""
    return [key for key, was in registered.items() if digest(configuration.get(key)) != was]


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
        digests = {key: digest(value) for key, value in sorted(configuration.items())}
        labels = {**LABELS, REGISTERED: json.dumps(digests)}
        if old is None:
            old = self.client.create_stack_component(
                name=name, flavor=flavor, component_type=kind, configuration=configuration, labels=labels,
            )
            what = "created"
        elif old.flavor_name != flavor:
            sys.exit(f"{title} exists with the flavor {old.flavor_name}: rename or delete it")
        else:
            change = self.change_of(old, configuration, title)
            if change or (old.labels or {}).get(REGISTERED) != labels[REGISTERED]:
                self.client.update_stack_component(old.id, kind, configuration=change, labels=labels)
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

    def change_of(self, old, configuration, title):
        """Returns the keys to set and, with None, to remove. An update keeps keys that it does not contain."""
        registered = json.loads((old.labels or {}).get(REGISTERED, "{}"))
        edited = edited_keys(old.configuration, registered)
        change = {key: value for key, value in configuration.items() if old.configuration.get(key) != value}
        for key in (key for key in change if key in edited):
            say(f"{title}: WARNING: {key} was edited in ZenML, and is set to the stack's value again")
        gone = [key for key in registered if key in old.configuration and key not in configuration]
        for key in (key for key in gone if key in edited):
            say(f"{title}: {key} was edited in ZenML, and is kept")
        return {**change, **{key: None for key in gone if key not in edited}}

    def is_own(self, component):
        """Whether a component was created by the registration of this stack."""
        return is_ours(component) and component.name == self.wanted["name"]

    def with_others(self, name, components, old):
        """Adds components that others have added to a stack, as far as ZenML allows several of the type."""
        result = dict(components)
        for kind, those in old.components.items():
            others = [it for it in those if not self.is_own(it)]
            if kind not in components or kind.supports_multiple_per_stack:
                result[kind] = components.get(kind, []) + [it.id for it in others]
            else:
                for it in others:
                    say(f"stack {name}: WARNING: {kind.value} {it.name} is replaced by the stack's own")
        return {kind: ids for kind, ids in result.items() if ids}

    def stack(self, name, components):
        from zenml.models import StackRequest, StackUpdate

        old = found(lambda: self.client.get_stack(name, allow_name_prefix_match=False))
        store = self.client.zen_store
        if old is None:
            store.create_stack(StackRequest(name=name, components=components, labels=LABELS))
            return say(f"stack {name}: created")
        components = self.with_others(name, components, old)
        if {kind: [it.id for it in those] for kind, those in old.components.items() if those} == components:
            return say(f"stack {name}: unchanged")
        store.update_stack(old.id, StackUpdate(components=components, labels=LABELS))
        say(f"stack {name}: updated")

    def remove_what_is_left(self, components):
        """Removes stacks and components of disabled parts, unless something else uses them."""
        for name in self.wanted["unwanted_stacks"]:
            old = found(lambda: self.client.get_stack(name, allow_name_prefix_match=False))
            if old is not None and is_ours(old):
                self.client.delete_stack(old.id)
                say(f"stack {name}: removed")
        for kind in (kind for kind in KINDS if kind not in components):
            name = self.wanted["name"]
            old = found(lambda: self.client.get_stack_component(self.type(kind), name, allow_name_prefix_match=False))
            if old is not None and is_ours(old):
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

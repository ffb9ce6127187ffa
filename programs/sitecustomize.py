"""Allows clients of a ZenML 0.98.0 server to access Kubernetes clusters. Python runs this file at startup (PYTHONPATH).

Before ZenML returns a connector's client, it gets the cluster's version by ApiClient.call_api(…,
response_type="VersionInfo"). Since kubernetes 36, which ZenML's image contains, that method has no such argument, and
every access to a cluster through a connector fails with a TypeError. This file supports the argument again; with older
clients it changes nothing. kubernetes 36.0 also omits the word before the token, so the request is anonymous; EKS
answers only known users.
Source: zenml 0.98.0, integrations/kubernetes/service_connectors/kubernetes_service_connector.py, _verify.
"""
import importlib.util
import inspect
import sys

MODULE = "kubernetes.client.api_client"


def repair(client):
    call_api = client.call_api
    if "response_type" in inspect.signature(call_api).parameters:
        return

    def call_api_as_before(self, *args, response_type=None, **kwargs):
        if response_type == "VersionInfo":
            from kubernetes.client import VersionApi

            prefixes = self.configuration.api_key_prefix
            prefixes.setdefault("BearerToken", prefixes.get("authorization"))
            return VersionApi(self).get_code()
        return call_api(self, *args, **kwargs)

    client.call_api = call_api_as_before


class AtItsImport:
    """Patches the module when it is imported: importing it here would slow down every start of Python."""

    def find_spec(self, name, path=None, target=None):
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def execute_and_repair(module):
            execute(module)
            repair(module.ApiClient)

        spec.loader.exec_module = execute_and_repair
        return spec


sys.meta_path.insert(0, AtItsImport())

"""Lets a ZenML 0.98.0 server open Kubernetes clusters for its clients. Python runs it at its start: it is on PYTHONPATH.

ZenML asks a cluster for its version by ApiClient.call_api(…, response_type="VersionInfo") before it hands out a
connector's client. Since kubernetes 36, which its image brings, that method takes no such argument, and all that asks a
connector for a cluster ends with a TypeError. Here it means what it meant; with older clients nothing is changed.
kubernetes 36.0 also leaves out the word before the token, so that the question is asked by nobody; EKS answers known users.
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
    """A finder of modules that waits for the one: to import it here would slow down every start of Python."""

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

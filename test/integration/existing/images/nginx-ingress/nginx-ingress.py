#!/usr/bin/python3
"""Stands for F5's NGINX Ingress Controller 5.5.4: of all Ingresses those of its class, of one host the oldest, without a host only where
that is allowed; passwords from Secrets of their namespaces. HTTP alone. An annotation that it does not know is an error.
https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/internal/k8s/configuration.go"""
import argparse
import base64
import http.server
import json
import os
import signal
import ssl
import subprocess
import threading
import time
import urllib.request

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
KNOWN = ["ssl-redirect", "client-max-body-size", "proxy-buffering", "proxy-read-timeout", "proxy-send-timeout", "basic-auth-secret", "basic-auth-realm"]
# The first process of a container ignores what it has no handler for.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
parser = argparse.ArgumentParser(prefix_chars="-")
parser.add_argument("-ingress-class", required=True)
parser.add_argument("-allow-empty-ingress-host", required=True)
parser.add_argument("-nginx-configmaps", required=True)
args = parser.parse_args()
tls = ssl.create_default_context(cafile=f"{ACCOUNT}/ca.crt")
ready = threading.Event()


def get(path):
    with open(f"{ACCOUNT}/token", encoding="ascii") as token:
        request = urllib.request.Request(f"https://kubernetes.default.svc{path}", headers={"Authorization": f"Bearer {token.read()}"})
    with urllib.request.urlopen(request, context=tls) as answer:
        return json.load(answer)


def annotation(ingress, name):
    return ingress["metadata"].get("annotations", {}).get(f"nginx.org/{name}")


def server(ingress, rule):
    namespace = ingress["metadata"]["namespace"]
    unknown = [key for key in ingress["metadata"].get("annotations", {}) if key.startswith("nginx.org/") and key[10:] not in KNOWN]
    if unknown:
        raise ValueError(f"nothing is known of {unknown}")
    [path] = rule["http"]["paths"]
    backend = path["backend"]["service"]
    service = get(f"/api/v1/namespaces/{namespace}/services/{backend['name']}")
    auth = ""
    if name := annotation(ingress, "basic-auth-secret"):
        secret = get(f"/api/v1/namespaces/{namespace}/secrets/{name}")
        if secret["type"] != "nginx.org/htpasswd":
            raise ValueError(f"{name} is of the type {secret['type']}")
        file = f"/tmp/{namespace}-{name}"
        with open(file, "wb") as target:
            target.write(base64.b64decode(secret["data"]["htpasswd"]))
        auth = f'auth_basic "{annotation(ingress, "basic-auth-realm")}"; auth_basic_user_file {file};'
    host = rule.get("host")
    return f"""server {{
  listen 80{'' if host else ' default_server'}; server_name {host or '_'};
  client_max_body_size {annotation(ingress, 'client-max-body-size')};
  location / {{
    {auth} proxy_http_version 1.1; proxy_set_header Host $host; proxy_set_header Connection "";
    proxy_buffering {'off' if annotation(ingress, 'proxy-buffering') == 'False' else 'on'};
    proxy_read_timeout {annotation(ingress, 'proxy-read-timeout')}; proxy_send_timeout {annotation(ingress, 'proxy-send-timeout')};
    proxy_pass http://{service['spec']['clusterIP']}:{backend['port']['number']};
  }}
}}"""


def configuration():
    namespace, name = args.nginx_configmaps.split("/")
    snippets = get(f"/api/v1/namespaces/{namespace}/configmaps/{name}")["data"].get("http-snippets", "")
    servers = {}
    for ingress in sorted(get("/apis/networking.k8s.io/v1/ingresses")["items"], key=lambda it: (it["metadata"]["creationTimestamp"], it["metadata"]["uid"])):
        if ingress["spec"].get("ingressClassName") != args.ingress_class:
            continue
        for rule in ingress["spec"]["rules"]:
            host = rule.get("host")
            if host in servers or (not host and args.allow_empty_ingress_host != "true"):
                print("rejected:", ingress["metadata"]["namespace"], host, flush=True)
                continue
            servers[host] = server(ingress, rule)
    others = "" if None in servers else "server { listen 80 default_server; return 404; }"
    return f"""user root; worker_processes 1; error_log /dev/stderr; pid /tmp/nginx.pid;
events {{}}
http {{ access_log off; {snippets} {others} {' '.join(servers.values())} }}
"""


class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if ready.is_set() else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


threading.Thread(target=http.server.HTTPServer(("", 8081), Ready).serve_forever, daemon=True).start()
last = None
while True:
    try:
        text = configuration()
        if text != last:
            with open("/tmp/nginx.conf", "w", encoding="utf8") as target:
                target.write(text)
            command = ["nginx", "-c", "/tmp/nginx.conf"]
            subprocess.run([*command, "-s", "reload"] if os.path.exists("/tmp/nginx.pid") else command, check=True)
            last = text
        ready.set()
    except Exception as error:  # what it reads may be in the making
        print(error, flush=True)
    time.sleep(1)

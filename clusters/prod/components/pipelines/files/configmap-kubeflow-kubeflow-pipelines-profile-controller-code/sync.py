"""Answers metacontroller with the objects that the namespace of a profile gets for its pipelines: those of objects.json beside this file."""

import base64
import json
import os
import pathlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OBJECTS = pathlib.Path(__file__).parent / "objects.json"
CREDENTIALS = pathlib.Path(os.environ.get("CREDENTIALS", "/credentials"))
ENABLED = "pipelines.kubeflow.org/enabled"


def fill(value, profile):
    """The value with the profile's name where a text says {profile}, at any depth."""
    if isinstance(value, dict):
        return {key: fill(inside, profile) for key, inside in value.items()}
    if isinstance(value, list):
        return [fill(inside, profile) for inside in value]
    return value.replace("{profile}", profile) if isinstance(value, str) else value


def with_credentials(item):
    """A Secret with the values of its keys, which are files; read each time, so that new ones are passed on."""
    if item["kind"] != "Secret":
        return item
    values = {key: (CREDENTIALS / key).read_bytes() for key in item["data"]}
    return {**item, "data": {key: base64.b64encode(value).decode() for key, value in values.items()}}


def sync(request):
    """The answer to a request of metacontroller about a namespace: https://metacontroller.github.io/metacontroller/api/decoratorcontroller.html"""
    metadata = request["object"]["metadata"]
    if metadata.get("labels", {}).get(ENABLED) != "true":
        return {"attachments": []}
    objects = fill(json.loads(OBJECTS.read_text()), metadata["name"])
    return {"attachments": [with_credentials(item) for item in objects]}


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = 200, json.dumps(sync(request))
        except Exception as error:
            # Metacontroller tells it in an event of the namespace, leaves all as it is and asks again.
            status, body = 500, f"{type(error).__name__}: {error}"
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status == 200 else "text/plain")
        self.end_headers()
        self.wfile.write(body.encode())


if __name__ == "__main__":
    ThreadingHTTPServer(("", int(os.environ.get("CONTROLLER_PORT", "8080"))), Hook).serve_forever()

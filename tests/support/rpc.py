"""Two ways in: the web client's JSON-RPC with a log-in, and /json/2 with an API key."""

import requests

SECONDS = 120


class RpcError(Exception):
    """What the server refused or failed at; `name` is the exception's class on the server."""

    def __init__(self, name, message, debug=""):
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
        self.debug = debug


class JsonRpc:
    """One person at the web client: `hr.call("talk.talk", "search_read", [], ["name"])`."""

    def __init__(self, url, db, login, password):
        self.url = url
        self.db = db
        self.login = login
        self.password = password
        self.http = requests.Session()
        params = {"db": db, "login": login, "password": password}
        self.uid = self._post("/web/session/authenticate", params)["uid"]

    def call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
        return self._post("/web/dataset/call_kw", params)

    def get(self, path, **kwargs):
        """A page or file, such as a report, with this person's session."""
        return self.http.get(self.url + path, timeout=SECONDS, **kwargs)

    def api_key(self):
        """A new API key of this person, made the way the preferences dialog makes it."""
        model = "res.users.apikeys.description"
        wizard = self.call(model, "create", {"name": "test", "duration": "1"})
        action = self.call(model, "make_key", [wizard])
        if action["res_model"] == "res.users.identitycheck":
            action = self.call(
                "res.users.identitycheck",
                "run_check",
                [action["res_id"]],
                context={"password": self.password},
            )
        return action["context"]["default_key"]

    def _post(self, path, params):
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.http.post(self.url + path, json=body, timeout=SECONDS)
        answer.raise_for_status()
        result = answer.json()
        if "error" in result:
            data = result["error"].get("data", {})
            raise RpcError(data.get("name"), data.get("message"), data.get("debug"))
        return result.get("result")


class Json2:
    """A program with an API key: `erp.call("talk.talk", "read", ids=[1], fields=["name"])`."""

    def __init__(self, url, key):
        self.url = url
        self.headers = {"Authorization": f"bearer {key}"}

    def post(self, model, method, **arguments):
        """The bare answer, for tests about status codes."""
        return requests.post(
            f"{self.url}/json/2/{model}/{method}",
            json=arguments,
            headers=self.headers,
            timeout=SECONDS,
        )

    def call(self, model, method, **arguments):
        answer = self.post(model, method, **arguments)
        if answer.status_code != 200:
            body = answer.json()
            raise RpcError(body.get("name"), body.get("message"), body.get("debug"))
        return answer.json()


def write_down(person, record, words):
    """Write the record, and tick the topics it must touch."""
    person.call("talk.record", "write", [record], {"content": words})
    topics = person.call("talk.record.topic", "search", [["record_id", "=", record]])
    person.call("talk.record.topic", "write", topics, {"is_touched": True})

"""Who is let in, and what for, by the two programming interfaces."""

import pytest
import requests
from support.rpc import JsonRpc, RpcError


def test_a_person_of_the_demo_logs_in(as_user, people):
    for login in people:
        assert as_user(login).uid, f"{login} cannot log in with the password that is printed"


def test_a_wrong_password_is_refused(server, people):
    with pytest.raises(RpcError, match="AccessDenied"):
        JsonRpc(server.url, server.db, next(iter(people)), "not the password")


def test_an_api_key_opens_json2(with_key, people):
    login = next(iter(people))
    mine = with_key(login).call(
        "res.users", "search_read", domain=[["login", "=", login]], fields=["login"]
    )
    assert [row["login"] for row in mine] == [login]


def test_json2_without_a_key_is_refused(server):
    answer = requests.post(f"{server.url}/json/2/res.users/search", json={}, timeout=60)
    assert answer.status_code == 401

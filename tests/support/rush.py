"""Many people pressing the same button at one moment.

The presses wait as they do behind the proxy that stands before a server of two workers: it
hands on so many at a time and keeps the others. A press lasts from the moment of all presses to
its answer, the waiting included.
"""

import asyncio
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

AT_A_TIME = 12


class Press:
    """One person's press and what came of it."""

    def __init__(self, cookie, params):
        self.cookie = cookie
        self.params = params
        self.seconds = None
        self.refusal = None  # the server's sentence; None: it worked
        self.debug = ""

    @property
    def worked(self):
        return self.refusal is None


def together(url, path, presses):
    """Press at once; each press knows afterwards how long it took and how it was answered."""
    # in a thread of its own: a browser of another test keeps a loop running in this one
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _together(url, path, presses)).result()
    return presses


def percentile(presses, part):
    """The seconds within which that part (0.95) of the presses was answered."""
    times = sorted(press.seconds for press in presses)
    return times[min(len(times) - 1, int(len(times) * part))]


async def _together(url, path, presses):
    host, port = url.removeprefix("http://").split(":")
    gate = asyncio.Semaphore(AT_A_TIME)
    begin = time.monotonic()

    async def press_one(press):
        async with gate:
            body = await _post(host, int(port), path, press)
        press.seconds = time.monotonic() - begin
        if error := json.loads(body).get("error"):
            press.refusal = error["data"]["message"]
            press.debug = error["data"]["debug"]

    await asyncio.gather(*map(press_one, presses))


async def _post(host, port, path, press):
    reader, writer = await asyncio.open_connection(host, port)
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": press.params}).encode()
    head = (
        f"POST {path} HTTP/1.0\r\nHost: {host}:{port}\r\nCookie: session_id={press.cookie}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answered = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = re.search(r"content-length: (\d+)", answered).group(1)
    answer = await reader.readexactly(int(length))
    # as a proxy does: werkzeug looks out for more until the other side has hung up
    writer.close()
    return answer

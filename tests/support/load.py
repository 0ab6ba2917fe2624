"""How much of the machine's time went to other programs while something was measured."""

import os
import time

import psutil


class Share:
    """``with Share(words) as share: …`` then ``share.alone(seconds)``: those seconds on a machine
    that does nothing else. Ours are this process and those whose command line has the words."""

    def __init__(self, words):
        self.words = words

    def __enter__(self):
        self.begin = self._look()
        return self

    def __exit__(self, *_error):
        wall, busy, ours = (new - old for new, old in zip(self._look(), self.begin, strict=True))
        others = max(0.0, busy - ours)
        self.taken = min(0.95, others / (wall * os.cpu_count()))

    def alone(self, seconds):
        return seconds * (1 - self.taken)

    def _look(self):
        machine = psutil.cpu_times()
        busy = sum(machine[:8]) - machine.idle - machine.iowait
        return time.monotonic(), busy, sum(map(self._seconds, psutil.process_iter()))

    def _seconds(self, process):
        try:
            command = " ".join(process.cmdline())
            ours = process.pid == os.getpid() or self.words in command
            return sum(process.cpu_times()[:2]) if ours else 0
        except psutil.Error:  # it has just ended
            return 0

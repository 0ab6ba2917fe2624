"""Debian packages: which are missing, and installing them when this user may."""

import os
import shutil
import subprocess
from pathlib import Path

from .say import Problem, complain, say

POSTGRES_FOLDER = Path("/usr/lib/postgresql")


def _has_venv():
    probe = ["python3", "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _has_library(name):
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    shown = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return name in shown


def _has_chinese_font():
    roots = ("/usr/share/fonts", "/usr/local/share/fonts")
    return any(Path(root).rglob("NotoSansCJK*") for root in roots if _any_file(root))


def _any_file(root):
    return next(Path(root).rglob("NotoSansCJK*"), None) is not None


def chromium():
    return shutil.which("chromium") or shutil.which("google-chrome") or ""


RUN = {
    "libxrender1": lambda: _has_library("libXrender.so.1"),
    "libfontconfig1": lambda: _has_library("libfontconfig.so.1"),
    "libxext6": lambda: _has_library("libXext.so.6"),
    "fonts-noto-cjk": _has_chinese_font,
    "python3-venv": _has_venv,
}
DATABASE = {"postgresql": lambda: any(POSTGRES_FOLDER.glob("*/bin/initdb"))}
TEST = {"chromium": lambda: bool(chromium())}
ESSENTIAL = {"python3-venv", "postgresql", "chromium"}


def ensure(settings, tests=False):
    wanted = {**RUN, **({} if settings.pg else DATABASE), **(TEST if tests else {})}
    missing = [package for package, present in wanted.items() if not present()]
    if not missing:
        return
    names = " ".join(missing)
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        _do_without(missing, "An administrator must install")
        return
    say(f"Installing system packages: {names} …")
    _install(prefix, missing)
    left = [package for package in missing if not wanted[package]()]
    if left:
        _do_without(left, "apt-get could not install")


def _do_without(packages, reason):
    sentence = f"{reason} these Debian packages: {' '.join(packages)}."
    if ESSENTIAL & set(packages):
        raise Problem(sentence)
    complain(f"{sentence} Going on without; PDFs will suffer.")


def _root_prefix():
    """What to put before a command to run it as root; None when this user may not."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def _install(prefix, packages):
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o=DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if _quiet(install):
        # The lists may be missing or older than the archive.
        _quiet([*apt, "update"])
        if failed := _quiet(install):
            complain(failed)


def _quiet(command):
    done = subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    return "" if done.returncode == 0 else (done.stderr.strip() or f"exit {done.returncode}")

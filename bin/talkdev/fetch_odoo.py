"""Odoo 19 itself: the reader's own tree, or Debian's package unpacked into TALK_HOME.

Debian has it in `sid` only. The machine's own Debian source entry is used with that suite, in
folders apart, so nothing of sid is installed on the machine and no host name is written here.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import steps
from .say import Problem, say

FROM_SID = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
)
# Later releases carry another major version without the files Odoo links to.
FROM_BOOKWORM = ("fonts-font-awesome",)
KEY = steps.digest("layout 1", *FROM_SID, *FROM_BOOKWORM)
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
OWN_TREE = "Set ODOO_HOME to an Odoo 19 source tree of your own to do without it."


def python_path(settings):
    """The folder that holds the package `odoo`."""
    if settings.odoo_home:
        return settings.odoo_home
    return settings.home / "odoo" / "usr" / "lib" / "python3" / "dist-packages"


def addons_paths(settings):
    """Addons that Odoo does not find by itself, as in a checkout of its repository."""
    if not settings.odoo_home:
        return []
    extra = settings.odoo_home / "addons"
    return [extra] if extra.is_dir() else []


def version(settings):
    release = python_path(settings) / "odoo" / "release.py"
    found = release.exists() and re.search(
        r"^version_info\s*=\s*\(\s*(\d+),\s*(\d+),\s*(\d+)", release.read_text(), re.M
    )
    return ".".join(found.groups()) if found else ""


def ensure(settings):
    if settings.odoo_home:
        if not version(settings).startswith("19."):
            raise Problem(f"ODOO_HOME={settings.odoo_home} is not an Odoo 19 source tree.")
        return
    if steps.is_done(settings, "odoo", KEY) and version(settings).startswith("19."):
        return
    steps.check_space(settings)
    say("Fetching Odoo 19 …")
    part = settings.home / "odoo.part"
    shutil.rmtree(part, ignore_errors=True)
    (part / "debs").mkdir(parents=True)
    _download(settings, part)
    _unpack(settings, part)
    target = settings.home / "odoo"
    shutil.rmtree(target, ignore_errors=True)
    os.rename(part / "root", target)
    shutil.rmtree(part, ignore_errors=True)
    if not version(settings).startswith("19."):
        raise Problem(f"What was fetched is not Odoo 19. {OWN_TREE}")
    steps.mark_done(settings, "odoo", KEY)


def _download(settings, part):
    options = _apt_options(part)
    names = [*FROM_SID, *(f"{name}/bookworm" for name in FROM_BOOKWORM)]
    failure = f"Odoo 19 cannot be fetched from the machine's Debian source. {OWN_TREE}"
    steps.run_logged(settings, "odoo", ["apt-get", *options, "update"], failure)
    steps.run_logged(
        settings, "odoo", ["apt-get", *options, "download", *names], failure, cwd=part / "debs"
    )


def _apt_options(part):
    lists, cache = part / "lists", part / "cache"
    (lists / "partial").mkdir(parents=True)
    (cache / "archives" / "partial").mkdir(parents=True)
    (part / "parts").mkdir()
    (part / "parts" / "debian.list").write_text(_source_lines())
    options = [
        "-qq",
        "-o=Dir::Etc::SourceList=/dev/null",
        f"-o=Dir::Etc::SourceParts={part / 'parts'}",
        f"-o=Dir::State::Lists={lists}",
        f"-o=Dir::Cache={cache}",
        "-o=Dir::Etc::Preferences=/dev/null",
        "-o=Dir::Etc::PreferencesParts=/dev/null",
        # A mirror may lag behind the expiry date; signatures are still checked.
        "-o=Acquire::Check-Valid-Until=false",
        "-o=Acquire::Languages=none",
        "-o=Acquire::Retries=3",
    ]
    if os.geteuid() == 0:
        # The folder may lie where apt's own unprivileged user cannot reach it.
        options.append("-o=APT::Sandbox::User=root")
    return options


def _source_lines():
    """Entries for sid and bookworm, made from the machine's own entry whatever its format."""
    if not shutil.which("apt-get"):
        raise Problem(f"Odoo 19 is fetched with apt-get, which this machine lacks. {OWN_TREE}")
    site = _debian_site()
    options = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
    return "".join(f"deb {options}{site} {suite} main\n" for suite in ("sid", "bookworm"))


def _debian_site():
    """Address of the machine's Debian archive, as apt itself reads its sources."""
    shown = subprocess.run(
        [
            "apt-get",
            "indextargets",
            "--format",
            "$(REPO_URI)|$(RELEASE)|$(COMPONENT)",
            "Created-By: Packages",
        ],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    entries = [line.split("|") for line in shown.splitlines() if line.count("|") == 2]
    suites = {"sid", "unstable", "testing", "stable", "oldstable", _codename()}
    for site, suite, component in entries:
        if suite in suites and component == "main" and "security" not in site:
            return site
    raise Problem(f"No Debian archive is among this machine's apt sources. {OWN_TREE}")


def _codename():
    text = Path("/etc/os-release").read_text() if Path("/etc/os-release").exists() else ""
    if not re.search(r"^ID=debian$", text, re.M):
        return "sid"
    found = re.search(r"^VERSION_CODENAME=(\S+)", text, re.M)
    return found.group(1) if found else "sid"


def _unpack(settings, part):
    root = part / "root"
    root.mkdir()
    for deb in sorted((part / "debs").glob("*.deb")):
        steps.run_logged(
            settings, "odoo", ["dpkg-deb", "-x", deb, root], f"{deb.name} cannot be unpacked."
        )
    _mend(root / "usr" / "lib" / "python3" / "dist-packages" / "odoo" / "addons")


def _mend(addons):
    # Listed in the web client's assets, but left out of Debian's package: without it every page
    # logs an error and every browser test fails.
    missing = addons / "mail" / "static" / "lib" / "selfie_segmentation" / "selfie_segmentation.js"
    if not missing.exists():
        missing.parent.mkdir(parents=True, exist_ok=True)
        missing.write_text("")

"""What an administrator gets who installs the addon with pip."""

import subprocess
import sys
import zipfile

import pytest
from talkdev.addon import manifest
from talkdev.settings import ADDON, CLONE


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
        + ["-w", str(folder), str(CLONE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return wheel.name, set(archive.namelist())


def test_the_wheel_carries_the_addon_s_version(wheel_names):
    name, _files = wheel_names
    assert name.startswith(f"odoo_addon_{ADDON}-{manifest()['version']}")


def test_the_wheel_holds_every_file_the_manifest_names(wheel_names):
    _name, files = wheel_names
    described = manifest()
    wanted = {"__manifest__.py", *described.get("data", ()), *described.get("demo", ())}
    assert {f"odoo/addons/{ADDON}/{name}" for name in wanted} <= files


def test_the_wheel_holds_the_translations(wheel_names):
    _name, files = wheel_names
    kept = {path.name for path in (CLONE / ADDON / "i18n").glob("*.po")}
    assert {f"odoo/addons/{ADDON}/i18n/{name}" for name in kept} <= files


def test_the_wheel_holds_nothing_of_the_repository_around_the_addon(wheel_names):
    _name, files = wheel_names
    strangers = [name for name in files if not name.startswith(f"odoo/addons/{ADDON}/")]
    assert all(".dist-info/" in name for name in strangers)

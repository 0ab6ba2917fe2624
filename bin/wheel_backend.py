"""Builds the addon's wheel with whool, which expects to stand in the addon's own folder."""

import os

from whool import buildapi

os.chdir("talk_management")
# The wheel's version is the manifest's, whatever git says about the commits since.
os.environ.setdefault("WHOOL_POST_VERSION_STRATEGY_OVERRIDE", "none")

build_wheel = buildapi.build_wheel
build_sdist = buildapi.build_sdist
prepare_metadata_for_build_wheel = buildapi.prepare_metadata_for_build_wheel

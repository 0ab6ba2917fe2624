"""bin/i18n: export the addon's texts from a fresh database and merge them into zh_CN and zh_TW.

Translations are kept; new texts come in empty, texts no longer used go. bin/lint then names what
is left to translate.
"""

import argparse
import os
import subprocess

from . import i18n_files, install
from .say import say
from .settings import ADDON, HELP
from .templates import Templates

# Kept by hand in the files, taken from the export for all else. A changed text is a new text: no
# guesses.
_MERGE = """
import sys, polib
fresh, target, language = sys.argv[1:]
pot = polib.pofile(fresh, wrapwidth=78)
kept = {}
try:
    old = polib.pofile(target)
    kept = {(e.msgctxt, e.msgid): e.msgstr for e in old if not e.obsolete and not e.fuzzy}
    header = old.header, old.metadata
except OSError:
    header = pot.header, pot.metadata
for name in ("POT-Creation-Date", "PO-Revision-Date"):
    pot.metadata.pop(name, None)
if language:
    pot.header, pot.metadata = header
    pot.metadata.update({"Language": language, "Plural-Forms": "nplurals=1; plural=0;"})
    for name in ("POT-Creation-Date", "PO-Revision-Date"):
        pot.metadata.pop(name, None)
    for entry in pot:
        entry.msgstr = kept.get((entry.msgctxt, entry.msgid), "")
for entry in pot:
    # the field label "Employee" means the person talked with, Odoo's model does not
    entry.occurrences = [o for o in entry.occurrences if not o[0].endswith("model_hr_employee")]
pot.save(target)
print(sum(1 for e in pot if not e.translated()))
"""


def main(arguments):
    parser = argparse.ArgumentParser(
        "bin/i18n",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    with install.ready() as (settings, cluster):
        templates = Templates(settings, cluster)
        db = f"talk_test_{os.getpid()}"
        templates.databases.copy(templates.with_addon(), db)
        fresh = settings.home / f"{db}.pot"
        try:
            i18n_files.export(settings, cluster, db, fresh)
            _merge_all(settings, fresh)
        finally:
            fresh.unlink(missing_ok=True)
            templates.databases.drop(db)
    return 0


def _merge_all(settings, fresh):
    i18n_files.FOLDER.mkdir(exist_ok=True)
    _merge(settings, fresh, i18n_files.FOLDER / f"{ADDON}.pot", "")
    for language, path in i18n_files.files().items():
        left = _merge(settings, fresh, path, language)
        say(f"{path.name}: {left} texts to translate")


def _merge(settings, fresh, target, language):
    command = [str(settings.python), "-c", _MERGE, str(fresh), str(target), language]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

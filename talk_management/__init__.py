# models first: everything else builds on them
from . import models, report, wizard, controllers, demo  # isort: skip
from .hooks import uninstall_hook

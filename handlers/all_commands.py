"""The table of contents: importing it registers every command, a newcomer's by existing."""

from importlib import import_module
from pkgutil import iter_modules

import handlers

for module in iter_modules(handlers.__path__):
    if module.name != "all_commands":
        import_module(f"handlers.{module.name}")

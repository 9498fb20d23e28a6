"""What `make check` asks of the house beyond the linters: file lengths, and no sentence below the rim."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST = 300
SENTENCE = re.compile(r"[^\W\d_]{2,}(?:[ ,;:]+[^\W\d_]{1,}){3,}")
SPANISH = re.compile(r"[áéíóúñ¿¡]", re.IGNORECASE)


def main() -> int:
    """Print what is wrong, a line each; 1 when anything is."""
    found = [*too_long(), *sentences()]
    print("\n".join(found) or "house: files short enough, no sentence in handlers/ or scheduler/")
    return 1 if found else 0


def tracked() -> list[Path]:
    """The Python files of the repository, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in sorted(set(listed.split())) if (ROOT / name).exists()]


def too_long() -> list[str]:
    """Files over the limit without a reason in a decision record."""
    reasons = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md"))
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST and "migrations/versions" not in name and f"`{name}`" not in reasons:
            found.append(f"{name}: {lines} lines; over {LONGEST} needs a reason in docs/decisions/")
    return found


def sentences() -> list[str]:
    """Strings in handlers/ and scheduler/ that read like something said to a person."""
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("handlers/", "scheduler/")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            allowed = _docstrings(tree) | _raised(tree) | _logged(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed:
                    if SENTENCE.search(node.value) or (SPANISH.search(node.value) and " " in node.value.strip()):
                        found.append(f"{name}:{node.lineno}: a sentence: {node.value[:60]!r}")
    return found


def _docstrings(tree: ast.AST) -> set[int]:
    """Bare strings: docstrings of modules, classes, functions and fields."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _raised(tree: ast.AST) -> set[int]:
    """Strings inside `raise SomeError(...)`: they go to the log, never to a person (a Refusal takes a Text)."""
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None]
    return {id(node) for exc in raised for node in ast.walk(exc) if isinstance(node, ast.Constant)}


def _logged(tree: ast.AST) -> set[int]:
    """Strings inside `log.something(...)`: for the administrator's log, never for a person."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    logs = [call for call in calls if isinstance(call.func.value, ast.Name) and call.func.value.id == "log"]  # type: ignore[attr-defined]
    return {id(node) for call in logs for node in ast.walk(call) if isinstance(node, ast.Constant)}


if __name__ == "__main__":
    sys.exit(main())

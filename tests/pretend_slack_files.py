"""How the pretend Slack takes files: announced, sent, completed, and only then put into a message."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass
class Upload:
    """A file brought to Slack: announced, sent, completed, and then perhaps put into a message."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""


class Uploads:
    """The files brought to a workspace, in the order they were announced."""

    port: int

    def __init__(self) -> None:
        self.uploads: dict[str, Upload] = {}

    def completed(self, ids: list[str]) -> list[Upload] | None:
        """The files of these ids; None when one of them is not whole."""
        found = [self.uploads.get(str(each)) for each in ids]
        return None if any(file is None or not file.title for file in found) else [file for file in found if file]

    def _files_getUploadURLExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        if not given.get("filename") or int(given.get("length") or 0) <= 0:
            return error("invalid_arguments")
        upload = Upload(f"F{len(self.uploads) + 1:08d}", str(given["filename"]), int(given["length"]))
        self.uploads[upload.id] = upload
        return ok(file_id=upload.id, upload_url=f"http://127.0.0.1:{self.port}/upload/{upload.id}")

    def _files_completeUploadExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        named = json.loads(given["files"]) if isinstance(given.get("files"), str) else given.get("files") or []
        files = [self.uploads.get(str(each.get("id"))) for each in named]
        if not files or any(file is None or file.content is None or file.title for file in files):
            return error("file_not_found")
        for file, each in zip(files, named, strict=True):
            assert file is not None
            file.title = str(each.get("title") or file.name)
        return ok(files=[{"id": each["id"], "title": each.get("title", "")} for each in named])


def ok(**more: Any) -> dict[str, Any]:
    return {"ok": True, **more}


def error(name: str) -> dict[str, Any]:
    return {"ok": False, "error": name}

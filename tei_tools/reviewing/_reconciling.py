"""Asking a service that speaks the W3C Reconciliation Service API (version 0.2; 1.0's drafts answer alike).

One service, named on the command line, is asked; never without being told to, and never needed. What it
answered is kept in the cache, so that a name is asked for once.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tei_tools.errors import UsageError
from tei_tools.reviewing._candidates import Candidate

TIMEOUT = 10.0
_LARGEST = 5_000_000
_MOST = 12


class Service:
    """A reconciliation service. ``address`` is its endpoint (``http://127.0.0.1:5000/reconcile``)."""

    def __init__(self, address: str, cache: Path | None = None) -> None:
        if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
            raise UsageError(
                f"{address!r} is no address of a reconciliation service", advice="give http(s)://…"
            )
        self.address = address
        self._cache = cache / "reconciled" if cache else None
        self._view: str | None = None

    def candidates(self, words: str, kind: str = "") -> list[Candidate]:
        """Whom the service knows by these words, best first. Raises
        :class:`~tei_tools.errors.UsageError` where it does not answer, or not as the API says.
        """
        kept = self._kept(words, kind)
        if kept is not None and kept.is_file():
            try:
                return [Candidate(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]
            except (ValueError, TypeError, OSError):
                kept.unlink(missing_ok=True)
        query: dict[str, Any] = {"query": words, "limit": _MOST}
        if kind:
            query["type"] = kind
        answer = self._asked({"queries": json.dumps({"q0": query})})
        found = list(self._read(answer))
        if kept is not None:
            self._keep(kept, found)
        return found

    def _read(self, answer: Any) -> Any:
        results = answer.get("q0", {}).get("result") if isinstance(answer, dict) else None
        if not isinstance(results, list):
            raise UsageError(f"{self.address} does not answer as a reconciliation service does")
        for result in results[:_MOST]:
            if not isinstance(result, dict) or not isinstance(result.get("id"), str):
                continue
            kinds = [str(each.get("name", "")) for each in result.get("type") or () if isinstance(each, dict)]
            score = result.get("score")
            said = f"score {score:g}" if isinstance(score, int | float) else ""
            sure = "match" if result.get("match") is True else ""
            note = "; ".join(filter(None, (sure, said, *kinds, str(result.get("description") or ""))))
            yield Candidate(
                self._uri(result["id"]),
                str(result.get("name") or result["id"]),
                "",
                "reconciliation",
                note[:200],
            )

    def _uri(self, identifier: str) -> str:
        """The address of an entity: by the service's ``view`` or its ``identifierSpace``."""
        if "://" in identifier:
            return identifier
        if self._view is None:
            self._view = ""
            manifest = self._asked(None)
            if isinstance(manifest, dict):
                view = manifest.get("view")
                space = manifest.get("identifierSpace")
                if isinstance(view, dict) and isinstance(view.get("url"), str):
                    self._view = view["url"]
                elif isinstance(space, str) and space.startswith("http"):
                    self._view = space + "{{id}}"
        quoted = urllib.parse.quote(identifier, safe="/:")
        return self._view.replace("{{id}}", quoted) if self._view else identifier

    def _asked(self, form: dict[str, str] | None) -> Any:
        body = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(self.address, data=body, headers={"Accept": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as reply:
                return json.loads(reply.read(_LARGEST).decode("utf-8"))
        except (OSError, ValueError) as fault:
            raise UsageError(
                f"{self.address} does not answer: {getattr(fault, 'reason', None) or fault}",
                advice="go on without it, or start the service",
            ) from None

    def _kept(self, words: str, kind: str) -> Path | None:
        if self._cache is None:
            return None
        key = "\0".join((self.address, kind, words))
        return self._cache / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"

    def _keep(self, kept: Path, found: list[Candidate]) -> None:
        from tei_tools.errors import TeiToolsError
        from tei_tools.writing import write

        rows = json.dumps([asdict(each) for each in found], ensure_ascii=False)
        try:
            write(kept, rows.encode("utf-8", "surrogatepass"), force=True)
        except TeiToolsError:
            self._cache = None  # nowhere to keep it: it is asked again

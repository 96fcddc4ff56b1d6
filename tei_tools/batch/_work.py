"""What a worker is made of: what all tasks of a run share, and what is loaded once for all of them.

:class:`Work` goes to another process as it is. :class:`Worker` is made of it there, and loads grammars,
models and gazetteers once; what it does with one task stands in ``_doing``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools import rooms
from tei_tools.batch import Outcome, Task
from tei_tools.batch._doing import Doing
from tei_tools.batch._parts import Parts

if TYPE_CHECKING:
    from types import ModuleType

    from tei_tools.api import Encoder
    from tei_tools.batch._fingerprints import Step
    from tei_tools.batch._plan import Plan
    from tei_tools.exporters import Options
    from tei_tools.resources import Resources
    from tei_tools.validation._validator import Validator

__all__ = ["Work", "Worker"]


@dataclass(frozen=True, slots=True)
class Work:
    """What every task of a run shares: the plan and its steps with their fingerprints."""

    plan: Plan
    steps: tuple[Step, ...]


class Worker:
    """Does tasks, one after the other. What it makes lies among the parts of the output folder, and is on the
    disk after :meth:`sync`.
    """

    def __init__(self, work: Work) -> None:
        from tei_tools import api
        from tei_tools.batch._formats import options_of
        from tei_tools.resources import Resources

        self.work = work
        self.plan = work.plan
        self.output = Path(work.plan.output)
        self.parts = Parts(self.output)
        self.resources: Resources = Resources()
        self.options: Options = options_of(work.plan)
        self._exporters: dict[str, ModuleType] = {}
        self._encoder: Encoder | None = None
        self._validator: Validator | None = None
        encodes = work.plan.encode
        limit = work.plan.settings.encode.max_size if encodes else work.plan.settings.convert.max_size
        self.max_size = limit or (api.ENCODE_MAX_SIZE if encodes else api.READ_MAX_SIZE)

    def sync(self) -> None:
        """Have what the tasks so far made on the disk."""
        self.parts.sync()

    def warm(self) -> None:
        """Load what every file needs, so that it does not count as what a file needs."""
        if self.plan.encode:
            self.encoder()
            self.resources.gazetteer()
            self.resources.names_model(self.plan.settings.encode.model)
        if self.plan.validate:
            self.validator()

    def end(self) -> None:
        """Keep what the grammars learned for the next worker."""
        if self._validator is not None:
            self._validator.schemas.remember()

    def do(self, task: Task) -> Outcome:
        """The outcome of a task; whatever is wrong with its input, it raises nothing for that."""
        return Doing(self, task).outcome()

    def encoder(self) -> Encoder:
        """The encoder, made when it is first asked for."""
        from tei_tools import api

        if self._encoder is None:
            settings = self.plan.settings
            self._encoder = api.Encoder(
                language=settings.encode.language,
                date=settings.encode.date,
                authority=settings.encode.authority,
                taggers=settings.encode.taggers,
                nested=bool(settings.encode.nested),
                also=settings.encode.also,
                options=dict(settings.encode.options),
                model=settings.encode.model,
                settings=settings,
                encoded_on=self.plan.encoded_on,
                max_size=self.max_size,
                resources=self.resources,
            )
        return self._encoder

    def exporter(self, name: str) -> ModuleType:
        """The exporter of a format, looked for once."""
        if name not in self._exporters:
            self._exporters[name] = rooms.load("exporters", name)
        return self._exporters[name]

    def validator(self) -> Validator:
        """The validator, made when it is first asked for."""
        from tei_tools.validation._validator import Checks, Validator

        if self._validator is None:
            said = self.plan.settings.validate
            checks = Checks(
                schema=said.schema or "tei_tools",
                catalogs=(said.catalog,) if said.catalog else (),
                severities=said.rules,
                local_entities=bool(said.local_entities),
                roots=tuple(Path(word) for word in self.plan.words if Path(word).is_dir()),
            )
            self._validator = Validator(checks, self.resources)
        return self._validator

"""Players told a label a line: YAML, pasted cards, forms that were filled in.

A record ends at a blank line, or where something comes that it has already.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autoredeem.roster.cells import no_id, read_id, read_name
from autoredeem.roster.entries import Entry, Row
from autoredeem.roster.heading_words import Field
from autoredeem.roster.headings import known_for_sure
from autoredeem.roster.problems import Unreadable
from autoredeem.roster.prose import Line, Style, cut_up, one_player, read_line, without_id
from autoredeem.roster.separators import is_rule
from autoredeem.roster.tokens import plain

_LABELLED = re.compile(
    r"[\s\-*•>|{]*[\"'*_`]*([^:=：\"]{1,40}?)[\"'*_`]*\s*[:=：]+[\"'*_`]*\s*(.*)"
)
_AROUND = " \t\"'*_`,;|}"
_PART = 0.5
_MOSTLY = 0.8
_FEWEST_NAMED = 2
_LONGEST = 200
"""Characters of a line in which a label and its value stand."""


def labelled(text: str) -> tuple[Field, str] | None:
    """Return what a line's label says, and its value; None where no known label begins it."""
    found = _LABELLED.fullmatch(plain(text)[:_LONGEST])
    said = known_for_sure(found[1]) if found else None
    return (said, found[2].strip(_AROUND)) if found and said else None


def is_records(sample: Sequence[tuple[int, str]], digits: range) -> bool:
    """Whether lines with a label but no id, or with a name alone, go with those that have one."""
    ids = others = named = 0
    name_before = False
    for _, text in sample:
        line = cut_up(text, Style(digits))
        if line.ids:
            ids += 1
            named += name_before and not line.segments
        else:
            others += _has_a_label(text)
        name_before = bool(line.name) and not line.ids
    return bool(ids) and (others >= _PART * ids or named >= max(_FEWEST_NAMED, _MOSTLY * ids))


def _has_a_label(text: str) -> bool:
    """Whether a line tells a name, a state or a level, or the next line will."""
    found = labelled(text)
    said = found is not None and found[0] is not Field.OTHER and bool(found[1])
    return said or label_alone(text) is not None


def label_alone(text: str) -> Field | None:
    """Return the field if a line is a label and nothing else: its value stands on the next."""
    said = known_for_sure(text.strip(" \t*_`:-•>#"))
    return None if said is Field.OTHER else said


@dataclass(slots=True)
class Record:
    """What is known so far of one player."""

    first: int = 0
    line: Line = field(default_factory=Line)
    at: int = 0
    title: str = ""
    values: dict[Field, str] = field(default_factory=dict)

    def has(self, one: Field) -> bool:
        """Whether it has such a thing."""
        said = {
            Field.FID: self.line.ids,
            Field.STATE: self.line.states,
            Field.LEVEL: self.line.levels,
            Field.NICKNAME: self.line.name,
        }
        return one in self.values or bool(said.get(one))


@dataclass(slots=True)
class Records:
    """Reads records, a line at a time; `end` gives the last."""

    digits: range
    record: Record = field(default_factory=Record)
    pending: Field | None = None

    def read(self, number: int, text: str) -> Iterator[Row]:
        """Give the player who is complete at this line, if one is."""
        if not text.strip() or is_rule(text):
            yield from self.end()
            return
        line = cut_up(text, Style(self.digits))
        if len(line.ids) > 1:
            yield from self.end()
            yield from read_line(number, text, Style(self.digits))
        elif line.ids:
            yield from self._before(Field.FID)
            self._keep_line(number, line)
        elif (found := labelled(text)) or self.pending:
            one, value = found or (self.pending or Field.OTHER, plain(text).strip(_AROUND))
            self.pending = None if value else one
            if value and one is not Field.OTHER:
                yield from self._before(one)
                self.record.first = self.record.first or number
                self.record.values[one] = value
            return
        elif alone := label_alone(text):
            self.pending = alone
            return
        else:
            yield from self._other(number, line, text)
        self.pending = None

    def end(self) -> Iterator[Row]:
        """Give the player of the record at hand, or what is wrong with it."""
        record, self.record = self.record, Record()
        self.pending = None
        if Field.FID in record.values and not record.line.ids:
            try:
                read_id(record.values[Field.FID], self.digits)
            except Unreadable as error:
                yield error.on(record.first)
            return
        if not record.line.ids:
            if told := record.title or " ".join(record.values.values()):
                yield no_id(told, self.digits).on(record.first)
            return
        yield from self._whole(record)

    def _whole(self, record: Record) -> Iterator[Row]:
        values, line = record.values, record.line
        line.states = line.states or [one for one in [values.get(Field.STATE)] if one]
        line.levels = line.levels or [one for one in [values.get(Field.LEVEL)] if one]
        name = values.get(Field.NICKNAME) or line.name or record.title
        for row in one_player(record.at, line, Style(self.digits)):
            if isinstance(row, Entry):
                yield Entry(row.line, row.fid, row.state, read_name(name), row.level, row.guessed)
            else:
                yield row

    def _before(self, one: Field) -> Iterator[Row]:
        """End the record if it has such a thing already."""
        if self.record.has(one):
            yield from self.end()

    def _keep_line(self, number: int, line: Line) -> None:
        states, levels = self.record.line.states, self.record.line.levels
        self.record.line, self.record.at = line, number
        line.states, line.levels = line.states or states, line.levels or levels
        self.record.first = self.record.first or number

    def _other(self, number: int, line: Line, text: str) -> Iterator[Row]:
        """Keep words as the title of what follows; tell of numbers that are no ids."""
        if self.record.line.ids and (line.segments or line.odd):
            yield from self.end()
        if line.odd and (problem := without_id(number, line, text, Style(self.digits))):
            yield problem
        elif line.segments:
            self.record.title = line.name
            self.record.first = self.record.first or number
        for one, said in ((Field.STATE, line.states), (Field.LEVEL, line.levels)):
            if said:
                self.record.values.setdefault(one, said[0])

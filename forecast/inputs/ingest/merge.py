"""Rows of a feed against rows that are known: new, unchanged, changed, in conflict."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from forecast.inputs.aliases import Aliases
from forecast.inputs.ingest.identity import Identity, Rule, differing, rule_of
from forecast.inputs.ingest.price_series import in_force, said_before
from forecast.inputs.ingest.rows import Edition, FeedRow
from forecast.inputs.table import Row, Table

DOUBT = "doubt"  # a column in which people noted that a source is wrong about a row


@dataclass(frozen=True)
class Change:
    """A known row, the row that differs from it, the columns that do, and why it is refused."""

    was: Row
    now: FeedRow
    columns: tuple[str, ...]
    reason: str = ""


@dataclass
class Plan:
    """What ingesting would do.

    Parameters
    ----------
    new : list of FeedRow
        Rows about something not known yet.
    changed : list of Change
        Revisions: same key, later publication, other facts.
    conflicts : list of Change
        Other facts that cannot be a revision; refused unless accepted.
    unchanged : int
        Rows that say what is known.
    superseded : int
        Rows of an edition older than the one that is known.
    renamed : dict of str to str
        Names of the feed that are another spelling of a known name.
    """

    new: list[FeedRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    unchanged: int = 0
    superseded: int = 0
    renamed: dict[str, str] = field(default_factory=dict)

    def to_write(self) -> list[FeedRow]:
        """Rows to add, in the order of the feed's report."""
        return [*self.new, *(change.now for change in self.changed)]


def merge(table: Table, rows: Sequence[FeedRow], aliases: Aliases | None, edition: Edition) -> Plan:
    """Sort the rows of a feed by what they do to a table.

    Parameters
    ----------
    table : Table
        All rows, every edition.
    rows : sequence of FeedRow
        From the feed.
    aliases : Aliases or None
        Names of accelerators.
    edition : Edition
        When the copy was published and read.

    Returns
    -------
    Plan
    """
    holds = rule_of(table.card).holds
    complete = [row for row in rows if _is_dated(row, holds)]
    plan, known, n_known = Plan(), table, -1
    # A row may be news only beside a later one of the same feed. Until nothing is added, so that
    # saying the same again adds nothing either.
    while n_known != len(known):
        n_known = len(known)
        found = _Merger(known, aliases, edition).sorted_out(complete)
        known = replace(known, rows=(*known.rows, *(row.cells for row in found.to_write())))
        plan = replace(
            found,
            new=[*plan.new, *found.new],
            changed=[*plan.changed, *found.changed],
            renamed={**found.renamed, **plan.renamed},
        )
    written = len(plan.new) + len(plan.changed)
    plan.unchanged = len(complete) - written - len(plan.conflicts) - plan.superseded
    plan.new += [row for row in rows if not _is_dated(row, holds)]  # the reader refuses them
    return plan


def accepted(plan: Plan, table: Table, edition: Edition) -> Plan:
    """The plan with its conflicts turned into revisions published when the copy was read.

    Parameters
    ----------
    plan : Plan
        With conflicts.
    table : Table
        The known rows.
    edition : Edition
        Its day of reading dates the revisions: the true date is not known, but is no later.

    Returns
    -------
    Plan
        Conflicts with a row of that very day stay, since one day has one edition; of two list
        prices from one day on both stand.
    """
    read = {"published_on": edition.read_on, "published_on_basis": "retrieval_date"}
    holds = rule_of(table.card).holds
    kept: list[Change] = []
    taken: list[Change] = []
    for change in plan.conflicts:
        if holds:  # two catalogues disagree about one day: both prices stand
            taken.append(change)
        elif change.was["published_on"] >= edition.read_on:
            kept.append(change)
        else:
            now = replace(change.now, cells={**change.now.cells, **read})
            taken.append(replace(change, now=now))
    return replace(plan, changed=[*plan.changed, *taken], conflicts=kept)


class _Merger:
    """Known rows by identity; each row of the feed joins them, so that none counts twice."""

    def __init__(self, table: Table, aliases: Aliases | None, edition: Edition) -> None:
        self.card, self.edition = table.card, edition
        self.rule: Rule = rule_of(table.card)
        self.identity = Identity(self.rule, aliases)
        self.tight: dict[tuple, list[Row]] = defaultdict(list)
        self.loose: dict[tuple, list[Row]] = defaultdict(list)
        self.plan = Plan()
        for row in table.rows:
            self._know(row)

    def sorted_out(self, rows: Iterable[FeedRow]) -> Plan:
        """The plan of all rows, the earliest first."""
        for row in sorted(rows, key=self.day_of):
            self.add(row)
        return self.plan

    def day_of(self, row: FeedRow) -> datetime.date:
        """What orders the rows of a feed: a price's first day, else the date of publication."""
        name = "observed_on" if self.rule.holds else "published_on"
        return row.cells.get(name) or datetime.date.min

    def add(self, row: FeedRow) -> None:
        """Sort one row."""
        tight, loose = self.identity.tight(row.cells), self.identity.loose(row.cells)
        known, kin = self.tight.get(tight, []), self.loose.get(loose, [])
        if self.rule.holds:
            self._add_price(row, known, kin)
        else:
            # A thing whose day was corrected keeps its key, where only one row can be meant.
            dated = "observed_on" in self.card.key and "model" in self.card.key
            self._add_value(row, known or (kin if dated and len(kin) == 1 else []))

    def _add_value(self, row: FeedRow, known: list[Row]) -> None:
        if not known:
            self._take_new(row)
            return
        self._note_names(row, known[-1])
        latest = max(known, key=_published)
        published = row.cells["published_on"]
        if not differing(self.rule, latest, row.cells) or any(
            published <= _published(old) and not differing(self.rule, old, row.cells)
            for old in known
        ):
            self.plan.unchanged += 1
            if published > _published(latest):  # not written, yet it says that the value stood
                self._know({**latest, "published_on": published})
        elif published < _published(latest):
            self.plan.superseded += 1
        else:
            self._take_changed(row, latest)

    def _take_changed(self, row: FeedRow, latest: Row) -> None:
        columns = differing(self.rule, latest, row.cells)
        now = self._revision(row, latest)
        same_day = row.cells["published_on"] == _published(latest)
        reason = "another value of the same date of publication" if same_day else ""
        if latest.get(DOUBT):
            reason = f"the table doubts the source here: {latest[DOUBT]}"
        if reason:
            self.plan.conflicts.append(Change(latest, now, columns, reason))
        else:
            self.plan.changed.append(Change(latest, now, columns))
            self._know(now.cells)

    def _revision(self, row: FeedRow, latest: Row) -> FeedRow:
        """The old row with what the feed states; its key stays letter by letter."""
        stated = {name: cell for name, cell in row.cells.items() if cell is not None}
        key = {name: latest.get(name) for name in self.card.key}
        return replace(row, cells={**latest, **stated, **key})

    def _add_price(self, row: FeedRow, known: list[Row], kin: list[Row]) -> None:
        day = row.cells["observed_on"]
        standing = in_force(known, day)
        said = [*standing, *said_before(known, row.cells)]
        same = next((old for old in said if not differing(self.rule, old, row.cells)), None)
        if same is not None:
            self._know({**same, "observed_on": day})  # not written, yet the price stood
        else:
            same = self._under_another_name(row, standing, kin)
        if same is not None:
            self._note_names(row, same)
            self.plan.unchanged += 1
            return
        that_day = [old for old in known if old["observed_on"] == day]
        if that_day:
            columns = differing(self.rule, that_day[-1], row.cells)
            reason = "another price from the same day on"
            self.plan.conflicts.append(Change(that_day[-1], row, columns, reason))
        else:
            self._take_new(row)

    def _under_another_name(self, row: FeedRow, standing: list[Row], kin: list[Row]) -> Row | None:
        """A row of the same model that took over from those of this name, at the same price."""
        day = row.cells["observed_on"]
        days = (old["observed_on"] for old in standing)
        last = max((each for each in days if each <= day), default=datetime.date.min)
        series: dict[tuple, list[Row]] = defaultdict(list)
        for old in kin:
            series[self.identity.tight(old)].append(old)
        return next(
            (
                old
                for rows in series.values()
                for old in in_force(rows, day)
                if old["observed_on"] >= last and not differing(self.rule, old, row.cells)
            ),
            None,
        )

    def _take_new(self, row: FeedRow) -> None:
        self.plan.new.append(row)
        self._know(row.cells)

    def _know(self, row: Row) -> None:
        self.tight[self.identity.tight(row)].append(row)
        self.loose[self.identity.loose(row)].append(row)

    def _note_names(self, row: FeedRow, old: Row) -> None:
        for name in self.rule.identity:
            now, was = row.cells.get(name), old.get(name)
            if name in ("model", "accelerator") and now != was:
                self.plan.renamed[str(now)] = str(was)


def _is_dated(row: FeedRow, holds: bool) -> bool:
    names = ("published_on", "observed_on") if holds else ("published_on",)
    return all(row.cells.get(name) is not None for name in names)


def _published(row: Row) -> datetime.date:
    return row["published_on"]

import type { Knowledge } from './scripted-model.ts';

/** What the scripted model knows of `examples/python/timetable.py`: right answers and wrong ones. */
export const timetableBook: Readonly<Record<string, Knowledge>> = {
  free_slots: {
    divided: `def free_slots(busy: list[str], minutes: int) -> list[str]:
    at, end = to_minutes(DAY_START), to_minutes(DAY_END)
    slots = []
    for first, last in merge_ranges(busy):
        if min(first, end) - at >= minutes:
            slots.append(f"{to_clock(at)}-{to_clock(min(first, end))}")
        at = max(at, last)
    if end - at >= minutes:
        slots.append(f"{to_clock(at)}-{to_clock(end)}")
    return slots


def to_minutes(clock: str) -> int:
    """Return the minutes since midnight of a time such as "09:30"."""
    raise NotImplementedError


def to_clock(minutes: int) -> str:
    """Return a number of minutes since midnight as a time such as "09:30"."""
    raise NotImplementedError


def merge_ranges(busy: list[str]) -> list[tuple[int, int]]:
    """Return times such as "09:30-10:15" in minutes since midnight, in order.

    Times that overlap or touch are merged.
    """
    raise NotImplementedError
`,
    samples: [
      `def free_slots(busy: list[str], minutes: int) -> list[str]:
    at, end = to_minutes(DAY_START), to_minutes(DAY_END)
    slots = []
    for first, last in merge_ranges(busy):
        first = min(first, end)
        if first - at >= minutes:
            slots.append(to_clock(at) + "-" + to_clock(first))
        at = max(at, last)
    if end - at >= minutes:
        slots.append(to_clock(at) + "-" + to_clock(end))
    return slots
`,
      `def free_slots(busy: list[str], minutes: int) -> list[str]:
    at, end = to_minutes(DAY_START), to_minutes(DAY_END)
    slots = []
    for first, last in [*merge_ranges(busy), (end, end)]:
        stop = min(first, end)
        if stop - at >= minutes:
            slots.append(f"{to_clock(at)}-{to_clock(stop)}")
        at = max(at, last)
    return slots
`,
      // Forgets the gap after the last busy time.
      `def free_slots(busy: list[str], minutes: int) -> list[str]:
    at, end = to_minutes(DAY_START), to_minutes(DAY_END)
    slots = []
    for first, last in merge_ranges(busy):
        if first - at >= minutes:
            slots.append(f"{to_clock(at)}-{to_clock(first)}")
        at = max(at, last)
    return slots
`,
    ],
    tests: `assert free_slots([], 60) == ["09:00-17:00"]
assert free_slots(["09:00-12:00", "12:00-17:00"], 1) == []
assert free_slots(["10:00-11:00", "10:30-12:00"], 30) == ["09:00-10:00", "12:00-17:00"]
assert free_slots(["09:30-16:45"], 30) == ["09:00-09:30"]
assert free_slots(["16:00-18:00"], 60) == ["09:00-16:00"]
`,
    probes: `free_slots([], 1)
free_slots(["09:00-09:30"], 30)
free_slots(["12:00-13:00", "09:00-10:00"], 60)
free_slots(["07:00-08:00"], 10)
free_slots(["18:00-19:00"], 10)
free_slots(["09:15-09:45", "09:50-10:00"], 5)
free_slots(["08:00-18:00"], 1)
free_slots(["11:00-11:30", "11:30-12:00"], 120)
`,
  },
  to_minutes: {
    samples: [
      `def to_minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
`,
      `def to_minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
`,
      // Takes minutes for hundredths of an hour.
      `def to_minutes(clock: str) -> int:
    return round(float(clock.replace(":", ".")) * 60)
`,
    ],
    tests: `assert to_minutes("00:00") == 0
assert to_minutes("09:30") == 570
assert to_minutes("23:59") == 1439
`,
    probes: `to_minutes("00:00")
to_minutes("01:05")
to_minutes("09:30")
to_minutes("12:00")
to_minutes("17:45")
`,
  },
  to_clock: {
    samples: [
      `def to_clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
`,
      `def to_clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return "%02d:%02d" % (hours, rest)
`,
      // Forgets the leading zero.
      `def to_clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
`,
    ],
    tests: `assert to_clock(0) == "00:00"
assert to_clock(570) == "09:30"
assert to_clock(1020) == "17:00"
`,
    probes: `to_clock(0)
to_clock(65)
to_clock(570)
to_clock(720)
to_clock(1439)
`,
  },
  merge_ranges: {
    samples: [
      `def merge_ranges(busy: list[str]) -> list[tuple[int, int]]:
    pairs = sorted(tuple(to_minutes(end) for end in text.split("-")) for text in busy)
    merged = []
    for first, last in pairs:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
`,
      `def merge_ranges(busy: list[str]) -> list[tuple[int, int]]:
    minutes = lambda clock: int(clock[:2]) * 60 + int(clock[3:])
    merged: list[tuple[int, int]] = []
    for text in sorted(busy):
        first, last = (minutes(clock) for clock in text.split("-"))
        if merged and first <= merged[-1][1]:
            first, before = merged.pop()[0], merged and None
            merged.append((first, last))
        else:
            merged.append((first, last))
    return merged
`,
      // Takes them in the order in which they come.
      `def merge_ranges(busy: list[str]) -> list[tuple[int, int]]:
    minutes = lambda clock: int(clock[:2]) * 60 + int(clock[3:])
    return [tuple(minutes(clock) for clock in text.split("-")) for text in busy]
`,
    ],
    tests: `assert merge_ranges([]) == []
assert merge_ranges(["10:00-11:00", "09:00-09:30"]) == [(540, 570), (600, 660)]
assert merge_ranges(["09:00-10:00", "09:30-11:00"]) == [(540, 660)]
assert merge_ranges(["09:00-12:00", "10:00-11:00"]) == [(540, 720)]
`,
    probes: `merge_ranges([])
merge_ranges(["09:00-10:00"])
merge_ranges(["09:00-10:00", "10:00-11:00"])
merge_ranges(["11:00-12:00", "09:00-10:00"])
merge_ranges(["09:00-12:00", "10:00-11:00"])
`,
  },
};

/** The same, but the first sample of `free_slots` is wrong, so that more are asked for. */
export const wrongFirstBook: Readonly<Record<string, Knowledge>> = {
  ...timetableBook,
  free_slots: {
    ...timetableBook.free_slots,
    samples: timetableBook.free_slots?.samples.toReversed() ?? [],
  },
};

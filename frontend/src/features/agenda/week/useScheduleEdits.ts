import { useState } from "react";
import type { HoursRange, Schedule, Schedules } from "@/api/types";
import { isSame, merged } from "./merging";

/** Schedules while they are edited, from those `seen` on: every change can be taken back, one by one or all at once. */
export function useScheduleEdits(seen: Schedules) {
  const [history, setHistory] = useState<Schedule[][]>([seen.schedules]);
  const schedules = history.at(-1) ?? seen.schedules;
  const change = (next: Schedule[]) => setHistory((before) => [...before, next]);
  const at = (name: string, changes: Partial<Schedule>) =>
    change(schedules.map((one) => (one.name === name ? { ...one, ...changes } : one)));
  return {
    schedules,
    isChanged: !sameSchedules(schedules, seen.schedules),
    canUndo: history.length > 1,
    undo: () => setHistory((before) => (before.length > 1 ? before.slice(0, -1) : before)),
    restart: (schedules: Schedule[]) => setHistory([schedules]),
    /** What somebody else saved comes in; what was changed here stays changed. */
    bringIn: (theirs: Schedule[]) => setHistory([theirs, merged(seen.schedules, schedules, theirs)]),
    setRanges: (name: string, ranges: HoursRange[]) => at(name, { ranges }),
    rename: (name: string, to: string) => at(name, { name: to }),
    add: (schedule: Schedule) => change([...schedules, schedule]),
    remove: (name: string) => change(schedules.filter((one) => one.name !== name)),
    /** A programme uses one schedule: in the others it is taken out. */
    use: (name: string, slug: string, uses: boolean) =>
      change(
        schedules.map((one) => {
          const others = one.used_for.filter((used) => used !== slug);
          return { ...one, used_for: uses && one.name === name ? [...others, slug] : others };
        }),
      ),
    makeDefault: (name: string) =>
      change(
        schedules.map((one) => {
          const is_default = one.name === name;
          return { ...one, is_default, used_for: is_default ? [] : one.used_for };
        }),
      ),
  };
}

export type ScheduleEdits = ReturnType<typeof useScheduleEdits>;

function sameSchedules(some: Schedule[], others: Schedule[]): boolean {
  return some.length === others.length && some.every((one, index) => isSame(one, others[index]));
}

/** A name that no other schedule has: "Week", "Week 2". */
export function freeName(schedules: Schedule[], wanted: string): string {
  const names = new Set(schedules.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}

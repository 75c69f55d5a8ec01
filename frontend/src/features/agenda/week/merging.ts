import type { Schedule } from "@/api/types";
import { sameRanges } from "./ranges";

/** Whether two schedules say the same; one that is not there is the same as none. */
export function isSame(one: Schedule | undefined, other: Schedule | undefined): boolean {
  if (!one || !other) return one === other;
  const told = ({ name, is_default, used_for }: Schedule) =>
    JSON.stringify([name, is_default, used_for.toSorted()]);
  return told(one) === told(other) && sameRanges(one.ranges, other.ranges);
}

/**
 * The schedules of two who both changed those that were `seen`: each, by its name, is mine where I changed it, else theirs.
 * What I removed comes back where they changed it.
 */
export function merged(seen: Schedule[], mine: Schedule[], theirs: Schedule[]): Schedule[] {
  const named = (all: Schedule[], wanted: string) => all.find(({ name }) => name === wanted);
  const names = new Set([...theirs, ...mine].map(({ name }) => name));
  const kept = [...names].flatMap((name) => {
    const [was, here, there] = [named(seen, name), named(mine, name), named(theirs, name)];
    if (isSame(here, was)) return there ? [there] : [];
    return here ? [here] : there && !isSame(there, was) ? [there] : [];
  });
  return consistent(kept, mine);
}

/** One schedule is the usual one, and a programme uses one: where both changed these, mine count. */
function consistent(schedules: Schedule[], mine: Schedule[]): Schedule[] {
  const usual =
    mine.find((one) => one.is_default && schedules.some(({ name }) => name === one.name)) ??
    schedules.find((one) => one.is_default) ??
    schedules[0];
  const taken = new Set<string>();
  return schedules.map((one) => {
    const is_default = one.name === usual?.name;
    const used_for = is_default ? [] : one.used_for.filter((slug) => !taken.has(slug));
    for (const slug of used_for) taken.add(slug);
    return { ...one, is_default, used_for };
  });
}

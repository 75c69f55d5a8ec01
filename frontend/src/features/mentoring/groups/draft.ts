import type { Me } from "@/api/types";
import { clockOf } from "@/features/accounts/me";
import { dayOf, instantAt, wallClock } from "@/lib/days";

export const emptyDraft = {
  programme: "",
  expert: "",
  title_ko: "",
  title_en: "",
  summary_ko: "",
  summary_en: "",
  on: "",
  at: "",
  minutes: 60,
  seats: 10,
  closes_hours: 2,
  offer_hours: 12,
  outside_rules: false,
};

export type Draft = typeof emptyDraft;

/** The instant that the form names, on the clock of whoever fills it in; null while it names none. */
export function startOf(draft: Draft, me: Pick<Me, "clock" | "time_zone">): string | null {
  const [hours, minutes] = draft.at.split(":").map(Number);
  if (!draft.on || hours === undefined || minutes === undefined || draft.at === "") return null;
  return instantAt(draft.on, hours * 60 + minutes, clockOf(me)).toISOString();
}

/** Date and time of an instant, as the form's fields hold them. */
export function fieldsOf(startsAt: string, me: Pick<Me, "clock" | "time_zone">): Pick<Draft, "on" | "at"> {
  const { minute } = wallClock(startsAt, clockOf(me));
  const two = (number: number) => String(number).padStart(2, "0");
  return { on: dayOf(startsAt, clockOf(me)), at: `${two(Math.floor(minute / 60))}:${two(minute % 60)}` };
}

import type { EventRow, GuestPage } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { useMeQuery } from "@/features/accounts/me";
import { inLanguage, type Language } from "@/lib/language";

export type EventState = EventRow["state"];
export type RegistrationState = Exclude<GuestPage["state"], "">;

export const eventStates = [
  "draft",
  "open",
  "closed",
  "published",
  "running",
  "done",
  "cancelled",
] as const satisfies readonly EventState[];

export const eventTones: Record<EventState, Tone> = {
  draft: "quiet",
  open: "accent",
  closed: "warn",
  published: "good",
  running: "good",
  done: "quiet",
  cancelled: "bad",
};

export const registrationStates = [
  "invited",
  "pending",
  "approved",
  "waitlisted",
  "offered",
  "declined",
  "cancelled",
] as const satisfies readonly RegistrationState[];

export const registrationTones: Record<RegistrationState, Tone> = {
  invited: "accent",
  pending: "warn",
  approved: "good",
  waitlisted: "warn",
  offered: "accent",
  declined: "bad",
  cancelled: "quiet",
};

/** Its title in the reader's language, or in the other where it has but one. */
export function titleOf(event: Pick<EventRow, "title_ko" | "title_en">, language: Language): string {
  return (
    inLanguage(language, event.title_ko, event.title_en) ||
    inLanguage(language, event.title_en, event.title_ko)
  );
}

/** On whose clock the reader lives: their own where they are signed in, else that of their device. */
export function useOwnZone(): string {
  const { data: me } = useMeQuery();
  return me?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

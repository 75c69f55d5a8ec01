import type { EventDesk } from "@/api/types";

type Named = { name: FieldName };
export type FieldName =
  | Exclude<keyof EventDesk, "tables" | "questions" | "pauses" | "seats">
  | "startup_seats"
  | "contact_seats";

export type Spec = Named &
  (
    | { kind: "text" | "long"; most: number }
    | { kind: "date" | "time" | "zone" | "check" }
    | { kind: "number"; least: number; most: number }
    | { kind: "choice"; words: "formats" | "bookings"; options: readonly string[] }
  );

const formats = ["one_to_one", "group_tables", "open_slots"] as const;

export const textFields: readonly Spec[] = [
  { name: "title_ko", kind: "text", most: 120 },
  { name: "title_en", kind: "text", most: 120 },
  { name: "place", kind: "text", most: 300 },
  { name: "link", kind: "text", most: 500 },
  { name: "text_ko", kind: "long", most: 8000 },
  { name: "text_en", kind: "long", most: 8000 },
];

export const timeFields: readonly Spec[] = [
  { name: "held_on", kind: "date" },
  { name: "time_zone", kind: "zone" },
  { name: "doors_time", kind: "time" },
  { name: "rounds_time", kind: "time" },
  { name: "format", kind: "choice", words: "formats", options: formats },
  { name: "rounds", kind: "number", least: 1, most: 60 },
  { name: "round_minutes", kind: "number", least: 1, most: 240 },
  { name: "change_minutes", kind: "number", least: 0, most: 120 },
  { name: "startups_per_table", kind: "number", least: 1, most: 12 },
  { name: "hosts_stay", kind: "check" },
  { name: "booking", kind: "choice", words: "bookings", options: ["none", "ask", "at_once"] },
  { name: "breaks_spread", kind: "number", least: 0, most: 60 },
];

export const guestFields: readonly Spec[] = [
  { name: "startup_seats", kind: "number", least: 0, most: 2000 },
  { name: "contact_seats", kind: "number", least: 0, most: 2000 },
  { name: "meetings_least", kind: "number", least: 0, most: 60 },
  { name: "musts_most", kind: "number", least: 0, most: 60 },
  { name: "companions_most", kind: "number", least: 0, most: 10 },
  { name: "closes_hours", kind: "number", least: 0, most: 1440 },
  { name: "cancel_hours", kind: "number", least: 0, most: 1440 },
  { name: "offer_hours", kind: "number", least: 1, most: 168 },
  { name: "needs_approval", kind: "check" },
];

import { kinds } from "../programmes";

/** What can be set of a programme, tab by tab. */
export const textFields = [
  { name: "kind", kind: "choice", options: kinds },
  { name: "name_ko", kind: "text", most: 80 },
  { name: "name_en", kind: "text", most: 80 },
  { name: "summary_ko", kind: "long", most: 4000 },
  { name: "summary_en", kind: "long", most: 4000 },
  { name: "starts_on", kind: "date" },
  { name: "ends_on", kind: "date" },
] as const;

export const joiningFields = [
  { name: "expert_kind", kind: "choice", options: ["mentor", "consultant", "contact"] },
  { name: "joining", kind: "choice", options: ["open", "application", "invitation"] },
  { name: "applications_until", kind: "moment" },
  { name: "pairing", kind: "choice", options: ["direct", "assigned", "cycle", "pool"] },
  { name: "takes_all_experts", kind: "check" },
] as const;

export const policyFields = [
  { name: "session_minutes", kind: "number", least: 5, most: 480 },
  { name: "step_minutes", kind: "number", least: 5, most: 480 },
  { name: "formats", kind: "many", options: ["online", "in_person"] },
  { name: "approval", kind: "choice", options: ["expert", "automatic"] },
  { name: "notice_hours", kind: "number", least: 0, most: 1440 },
  { name: "horizon_days", kind: "number", least: 1, most: 366 },
  { name: "hold_hours", kind: "number", least: 1, most: 1440 },
  { name: "reschedule_cutoff_hours", kind: "number", least: 0, most: 672 },
  { name: "cancel_cutoff_hours", kind: "number", least: 0, most: 672 },
  { name: "max_moves", kind: "number", least: 0, most: 1000, mayBeEmpty: true },
  { name: "quota_per_month", kind: "number", least: 1, most: 1000, mayBeEmpty: true },
  { name: "quota_per_cycle", kind: "number", least: 1, most: 1000, mayBeEmpty: true },
  { name: "cycle_from_on", kind: "date" },
  { name: "cycle_until_on", kind: "date" },
  { name: "overrides_by", kind: "choice", options: ["coordinators", "experts"] },
  { name: "calendar_edits", kind: "choice", options: ["ask", "do"] },
  { name: "reminder_offsets_minutes", kind: "offsets" },
  { name: "tells_at_start", kind: "check" },
  { name: "tells_after", kind: "check" },
] as const;

export type Spec =
  | (typeof textFields)[number]
  | (typeof joiningFields)[number]
  | (typeof policyFields)[number];
export type FieldName = Spec["name"];

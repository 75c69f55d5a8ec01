import type { BroadcastLetter } from "@/api/types";

export type Letter = BroadcastLetter;
export const roles = ["startup_member", "mentor", "contact", "coordinator", "administrator"] as const;
export const ways = ["sms", "email"] as const;

export const emptyLetter: Letter = {
  audience: { programme: null, roles: ["startup_member", "mentor"], meets_soon: false },
  channels: ["email"],
  promotional: false,
  subject_ko: "",
  subject_en: "",
  body_ko: "",
  body_en: "",
};

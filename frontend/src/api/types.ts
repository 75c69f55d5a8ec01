import type { Full } from "./answers";
import type { components } from "./generated/schema";

type Schemas = Full<components["schemas"]>;

export type Me = Schemas["Me"];
export type Programme = Schemas["Programme"];
export type Expert = Schemas["Expert"];
export type ExpertDetail = Schemas["ExpertDetail"];
export type Proposal = Schemas["Proposal"];
export type FreeStart = Schemas["FreeStart"];
export type SessionRow = Schemas["SessionRow"];
export type SessionDetail = Schemas["SessionDetail"];
export type SessionState = SessionRow["state"];
export type SessionMessage = Schemas["SessionMessage"];
export type SessionReminder = Schemas["SessionReminder"];
export type StoryEntry = Schemas["StoryEntry"];
export type WeeklyHours = Schemas["WeeklyHours"];
export type HoursRange = Schemas["WeeklyRange"];
export type Limits = Schemas["BookingLimits"];
export type ImportFile = Schemas["ImportFile"];
export type ImportRow = Schemas["ImportRow"];
export type DemoState = Schemas["DemoState"];

/** The codes with which the server says why something did not happen, and the words that each stands for. */

/** Our own, and those of Google's Calendar API and its token endpoint. */
const named = {
  moved: "moved",
  left: "left",
  removed: "removed",
  cancelled: "cancelled",
  inactive: "inactive",
  too_late: "tooLate",
  same_time: "sameTime",
  answered: "answered",
  superseded: "superseded",
  opted_out: "optedOut",
  bad_number: "badNumber",
  us_not_registered: "usNotRegistered",
  ad_not_wanted: "adNotWanted",
  ad_consent_lapsed: "adConsentLapsed",
  ad_not_marked: "adNotMarked",
  ad_no_hour: "adNoHour",
  bounced: "bounced",
  mailbox_away: "mailboxAway",
  by_text: "byText",
  by_another: "byAnother",
  not_wanted: "notWanted",
  no_email: "noEmail",
  broadcast_stopped: "broadcastStopped",
  in_digest: "inDigest",
  follows_another: "followsAnother",
  no_show: "noShow",
  switched_off: "switchedOff",
  daily_limit: "dailyLimit",
  hourly_limit: "hourlyLimit",
  stopped: "sendingStopped",
  not_handed_over: "notHandedOver",
  no_account: "noAccount",
  unreachable: "unreachable",
  no_answer: "lookedUp",
  interrupted: "lookedUp",
  not_taken: "notTaken",
  canceled: "withdrawn",
  needs_reauth: "reconnect",
  token_unreadable: "reconnect",
  no_refresh_token: "reconnect",
  refresh_failed: "reconnect",
  invalid_grant: "reconnect",
  authError: "reconnect",
  insufficientPermissions: "reconnect",
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: "reconnect",
  organiser_disconnected: "organiserLeft",
  appointment_over: "over",
  moved_by_hand: "moved_by_hand",
  deleted_by_hand: "deleted_by_hand",
  cancel_asked: "cancel_asked",
  changing: "changing",
  conditionNotMet: "changing",
  id_taken: "idTaken",
  duplicate: "idTaken",
  rateLimitExceeded: "slower",
  userRateLimitExceeded: "slower",
  RESOURCE_EXHAUSTED: "slower",
  quotaExceeded: "quota",
  dailyLimitExceeded: "quota",
  timeout: "silent",
  connection_lost: "silent",
  garbage: "silent",
  unknown: "silent",
  backendError: "silent",
  internalError: "silent",
  internal_failure: "silent",
  invalid_answer: "silent",
  endless_listing: "silent",
  token_endpoint_unreachable: "silent",
  token_endpoint_failed: "silent",
  UNAVAILABLE: "silent",
  INTERNAL: "silent",
  DEADLINE_EXCEEDED: "silent",
  forbidden: "refusedByGoogle",
  forbiddenForNonOrganizer: "refusedByGoogle",
  PERMISSION_DENIED: "refusedByGoogle",
  invalid: "notAccepted",
  badRequest: "notAccepted",
  writing_not_granted: "reconnect",
  calendar_gone: "noCalendar",
  calendar_read_only: "readOnly",
  own_calendar_pending: "ownCalendarComing",
  own_calendar_unknown: "ownCalendarLost",
  notFound: "noCalendar",
  deleted: "noCalendar",
  invalid_client: "ourClient",
  unauthorized_client: "ourClient",
  invalid_request: "ourClient",
} as const;

/** Twilio's error dictionary, https://www.twilio.com/docs/api/errors, as far as its codes differ for a reader. */
const ofTwilio = [
  { reason: "phoneOff", codes: [30003] },
  { reason: "notANumber", codes: [21211, 21214, 21217, 21265, 21266, 21614, 21635, 30004, 30005, 30006] },
  { reason: "optedOut", codes: [21610, 63014] },
  { reason: "notOnWhatsapp", codes: [63003, 63024] },
  { reason: "notApproved", codes: [21655, 21656, 63016, 63021, 63027, 63028] },
  { reason: "filtered", codes: [21602, 21605, 21617, 21619, 21624, 30007] },
  { reason: "carrier", codes: [20429, 63018, 30001, 30008, 30022, 30023, 30036, 30047, 30610] },
] as const;

export type Reason =
  | (typeof named)[keyof typeof named]
  | (typeof ofTwilio)[number]["reason"]
  | "account"
  | "refused";

function isNamed(code: string): code is keyof typeof named {
  return Object.hasOwn(named, code);
}

function ofHttp(status: number): Reason {
  if (status === 429) return "slower";
  if (status === 401) return "reconnect";
  if (status === 400) return "notAccepted";
  return status >= 500 || status === 408 ? "silent" : "refusedByGoogle";
}

/** What a code means to a reader; null for one that this client does not know. */
export function reasonOf(code: string): Reason | null {
  if (isNamed(code)) return named[code];
  const http = /^http_(\d{3})$/.exec(code);
  if (http) return ofHttp(Number(http[1]));
  // A mail server's reply (RFC 5321, 4.2) or the status of an answer without a code of its own.
  if (/^[45]\d\d$/.test(code)) return "refused";
  if (!/^\d{5}$/.test(code)) return null;
  const number = Number(code);
  return ofTwilio.find(({ codes }) => codes.some((known) => known === number))?.reason ?? "account";
}

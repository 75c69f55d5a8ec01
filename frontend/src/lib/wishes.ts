/** One key for one wish (`Idempotency-Key`): a form that is sent again after the answer was lost is done once. */
const unanswered = new Map<string, string>();

const heeded =
  /^\/api\/(sessions|answers|series|series-answers|other-times|groups|offers|open-hours|relations|cycles|pairing-runs|programme-desk|me\/programmes|events|guests|event-plans|event-desk)\/(?!.*preview\/$)/;

/** 128 random bits; unlike `randomUUID`, there also on pages that did not come over TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) =>
    part.toString(16).padStart(8, "0"),
  ).join("");
}

/** The key that a request carries: that of the same request whose answer never came, else a new one. */
export async function wishKey(request: Request): Promise<string | null> {
  if (request.method !== "POST" || !heeded.test(new URL(request.url).pathname)) return null;
  const wish = `${request.url} ${await request.clone().text()}`;
  const key = unanswered.get(wish) ?? newKey();
  unanswered.set(wish, key);
  return key;
}

/** An answer came: the same request sent again is a new wish. A gateway's failure is no answer. */
export function wishAnswered(key: string | null, status: number): void {
  if (key === null || status >= 500) return;
  for (const [wish, known] of unanswered) if (known === key) unanswered.delete(wish);
}

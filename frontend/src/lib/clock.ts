import { useEffect, useState } from "react";

let aheadMs = 0;
const followers = new Set<() => void>();

/** Follows the server's clock, which the demo can move. To be called when the answer comes, not later. */
export function setServerNow(now: string): void {
  aheadMs = Date.parse(now) - Date.now();
  for (const follow of followers) follow();
}

export function serverNow(): Date {
  return new Date(Date.now() + aheadMs);
}

/** The server's now, renewed every `everyMs` and when the server's clock is heard of. */
export function useNow(everyMs = 10_000): Date {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const follow = () => setNow(serverNow());
    const timer = setInterval(follow, everyMs);
    followers.add(follow);
    follow();
    return () => {
      clearInterval(timer);
      followers.delete(follow);
    };
  }, [everyMs]);
  return now;
}

/** Marks a query whose answers the browser keeps (ETag): the `now` in them may be an old one, and sets no clock. */
export const oldNow = { isNowOld: true } as const;

import { useEffect, useState } from "react";

let aheadMs = 0;

/** Follows the server's clock, which the demo can move. */
export function setServerNow(now: string): void {
  aheadMs = Date.parse(now) - Date.now();
}

export function serverNow(): Date {
  return new Date(Date.now() + aheadMs);
}

/** The server's now, renewed every `everyMs`. */
export function useNow(everyMs = 10_000): Date {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

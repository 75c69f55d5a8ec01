import { useState } from "react";
import { asProblem } from "./problem";

/**
 * A thing as it was when a form opened on it. `look` is for a refused change: where somebody else was faster it reads
 * the thing again, which is what has been seen from then on.
 */
export function useSeen<Thing>(opened: Thing, read: () => Promise<Thing>) {
  const [seen, see] = useState(opened);
  const look = async (refused: unknown): Promise<null> => {
    if (asProblem(refused)?.code !== "changed_meanwhile") return null;
    const now = await read().catch(() => null);
    if (now) see(now);
    return null;
  };
  return { seen, see, look };
}

import { useState } from "react";
import { api } from "@/lib/api";
import { useOfferedChanged } from "../programmes";

/** Leaving a programme, after it was asked whether that is meant. */
export function useLeaving(slug: string) {
  const [asks, setAsks] = useState(false);
  const changed = useOfferedChanged(slug);
  const onSuccess = async () => {
    setAsks(false);
    await changed();
  };
  const leave = api.useMutation("post", "/api/me/programmes/{slug}/leave/", { onSuccess });
  return { leave, asks, setAsks };
}

import type { SessionDetail } from "@/api/types";
import { api } from "@/lib/api";
import { useSessionChanged } from "../sessions";

export type Outcome = "startup" | "expert" | "took_place";
type Said = { word: string; who: Outcome };

/** The calls behind the buttons of a session, one a button. */
export function useSessionAction(session: SessionDetail) {
  const onSuccess = useSessionChanged();
  const params = { path: { session_id: session.id } };
  const accept = api.useMutation("post", "/api/sessions/{session_id}/accept/", { onSuccess });
  const decline = api.useMutation("post", "/api/sessions/{session_id}/decline/", { onSuccess });
  const cancel = api.useMutation("post", "/api/sessions/{session_id}/cancel/", { onSuccess });
  const complete = api.useMutation("post", "/api/sessions/{session_id}/complete/", { onSuccess });
  const noShow = api.useMutation("post", "/api/sessions/{session_id}/no-show/", { onSuccess });
  const turnDown = api.useMutation("post", "/api/sessions/{session_id}/turn-down/", { onSuccess });
  const dispute = api.useMutation("post", "/api/sessions/{session_id}/dispute/", { onSuccess });
  const settle = api.useMutation("post", "/api/sessions/{session_id}/settle/", { onSuccess });
  const calls = {
    accept: ({ word }: Said) => accept.mutateAsync({ params, body: { word } }),
    decline: ({ word }: Said) => decline.mutateAsync({ params, body: { word } }),
    cancel: ({ word }: Said) => cancel.mutateAsync({ params, body: { reason: word } }),
    withdraw: ({ word }: Said) => cancel.mutateAsync({ params, body: { reason: word } }),
    complete: () => complete.mutateAsync({ params }),
    no_show: ({ who }: Said) =>
      noShow.mutateAsync({ params, body: { who: who === "expert" ? "expert" : "startup" } }),
    turn_down: ({ word }: Said) => turnDown.mutateAsync({ params, body: { word } }),
    dispute: ({ word }: Said) => dispute.mutateAsync({ params, body: { text: word } }),
    settle: ({ word, who }: Said) => settle.mutateAsync({ params, body: { outcome: who, word } }),
  };
  const all = [accept, decline, cancel, complete, noShow, turnDown, dispute, settle];
  const error = all.find((mutation) => mutation.error)?.error;
  return { calls, error, isPending: all.some((mutation) => mutation.isPending) };
}

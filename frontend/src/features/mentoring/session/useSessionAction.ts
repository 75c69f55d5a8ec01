import type { SessionDetail } from "@/api/types";
import { api } from "@/lib/api";
import { useSessionChanged } from "../sessions";
import { useSeenSession } from "./useSeenSession";

export type Outcome = "startup" | "expert" | "took_place";
/** `knowingly`: although their own calendar shows something then, or cannot be read. */
type Said = { word: string; who: Outcome; knowingly: boolean };

/** The calls behind the buttons of a session, one a button, bound to the session as it was when the dialog opened. */
export function useSessionAction(session: SessionDetail) {
  const onSuccess = useSessionChanged();
  const { params, look } = useSeenSession(session);
  const accept = api.useMutation("post", "/api/sessions/{session_id}/accept/", { onSuccess });
  const decline = api.useMutation("post", "/api/sessions/{session_id}/decline/", { onSuccess });
  const cancel = api.useMutation("post", "/api/sessions/{session_id}/cancel/", { onSuccess });
  const confirmCancel = api.useMutation("post", "/api/sessions/{session_id}/confirm-cancel/", { onSuccess });
  const complete = api.useMutation("post", "/api/sessions/{session_id}/complete/", { onSuccess });
  const noShow = api.useMutation("post", "/api/sessions/{session_id}/no-show/", { onSuccess });
  const turnDown = api.useMutation("post", "/api/sessions/{session_id}/turn-down/", { onSuccess });
  const dispute = api.useMutation("post", "/api/sessions/{session_id}/dispute/", { onSuccess });
  const excuse = api.useMutation("post", "/api/sessions/{session_id}/excuse/", { onSuccess });
  const settle = api.useMutation("post", "/api/sessions/{session_id}/settle/", { onSuccess });
  const calls = {
    accept: ({ word, knowingly }: Said) => accept.mutateAsync({ params, body: { word, knowingly } }),
    decline: ({ word }: Said) => decline.mutateAsync({ params, body: { word } }),
    cancel: ({ word }: Said) => cancel.mutateAsync({ params, body: { reason: word } }),
    withdraw: ({ word }: Said) => cancel.mutateAsync({ params, body: { reason: word } }),
    confirm_cancel: ({ word }: Said) => confirmCancel.mutateAsync({ params, body: { reason: word } }),
    complete: () => complete.mutateAsync({ params }),
    no_show: ({ who }: Said) =>
      noShow.mutateAsync({ params, body: { who: who === "expert" ? "expert" : "startup" } }),
    turn_down: ({ word }: Said) => turnDown.mutateAsync({ params, body: { word } }),
    dispute: ({ word }: Said) => dispute.mutateAsync({ params, body: { text: word } }),
    excuse: ({ word }: Said) => excuse.mutateAsync({ params, body: { reason: word } }),
    settle: ({ word, who }: Said) => settle.mutateAsync({ params, body: { outcome: who, word } }),
  };
  const all = [accept, decline, cancel, confirmCancel, complete, noShow, turnDown, dispute, excuse, settle];
  const error = all.find((mutation) => mutation.error)?.error;
  return { calls, look, error, isPending: all.some((mutation) => mutation.isPending) };
}

import type { SessionDetail } from "@/api/types";
import { api } from "@/lib/api";
import { useSessionChanged } from "../sessions";

type Said = { word: string; who: "startup" | "expert" };

/** The calls behind the buttons of a session, one a button. */
export function useSessionAction(session: SessionDetail) {
  const onSuccess = useSessionChanged();
  const params = { path: { session_id: session.id } };
  const accept = api.useMutation("post", "/api/sessions/{session_id}/accept/", { onSuccess });
  const decline = api.useMutation("post", "/api/sessions/{session_id}/decline/", { onSuccess });
  const cancel = api.useMutation("post", "/api/sessions/{session_id}/cancel/", { onSuccess });
  const complete = api.useMutation("post", "/api/sessions/{session_id}/complete/", { onSuccess });
  const noShow = api.useMutation("post", "/api/sessions/{session_id}/no-show/", { onSuccess });
  const calls = {
    accept: ({ word }: Said) => accept.mutateAsync({ params, body: { word } }),
    decline: ({ word }: Said) => decline.mutateAsync({ params, body: { word } }),
    cancel: ({ word }: Said) => cancel.mutateAsync({ params, body: { reason: word } }),
    withdraw: ({ word }: Said) => cancel.mutateAsync({ params, body: { reason: word } }),
    complete: () => complete.mutateAsync({ params }),
    no_show: ({ who }: Said) => noShow.mutateAsync({ params, body: { who } }),
  };
  const all = [accept, decline, cancel, complete, noShow];
  const error = all.find((mutation) => mutation.error)?.error;
  return { calls, error, isPending: all.some((mutation) => mutation.isPending) };
}

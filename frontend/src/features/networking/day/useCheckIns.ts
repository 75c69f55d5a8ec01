import { useEffect } from "react";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { keep, sendWaiting, useOutbox, type WaitingCheckIn } from "./outbox";

const again = 5_000;

const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, "0")).join(
    "",
  );

/** The guests at the door, and checking them in whether or not the line holds. */
export function useCheckIns(slug: string) {
  const params = { path: { slug } };
  const door = api.useQuery(
    "get",
    "/api/event-desk/{slug}/check-ins/",
    { params },
    { refetchInterval: 10_000 },
  );
  const send = api.useMutation("post", "/api/event-desk/{slug}/check-ins/");
  const undo = api.useMutation("delete", "/api/event-desk/{slug}/check-ins/{registration_id}/", {
    onSettled: () => door.refetch(),
  });
  const waiting = useOutbox(slug);
  const { mutateAsync } = send;
  const { refetch } = door;
  const unsent = waiting.filter(({ refused }) => !refused).length;
  useEffect(() => {
    const sendOne = ({ event, key, ticket, guest, at }: WaitingCheckIn) =>
      mutateAsync({ params: { path: { slug: event } }, body: { key, ticket, guest, at } });
    const go = () => {
      if (unsent > 0) void sendWaiting(sendOne).then(() => refetch());
    };
    go();
    const timer = setInterval(go, again);
    window.addEventListener("online", go);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", go);
    };
  }, [unsent, mutateAsync, refetch]);
  const arrive = (who: { ticket?: string; guest?: number; name: string }) =>
    keep({
      key: newKey(),
      event: slug,
      ticket: who.ticket ?? "",
      guest: who.guest ?? null,
      name: who.name,
      at: serverNow().toISOString(),
      refused: "",
    });
  return {
    door,
    waiting,
    arrive,
    undo: (registration_id: number) => undo.mutate({ params: { path: { slug, registration_id } } }),
    undoError: undo.error,
  };
}

export type CheckIns = ReturnType<typeof useCheckIns>;

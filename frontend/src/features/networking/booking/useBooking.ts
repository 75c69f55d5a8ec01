import type { BookingPage } from "@/api/types";
import { api } from "@/lib/api";
import { isDone } from "../guest/door";

type Deed = "take" | "decline" | "withdraw";

/** Open slots of one guest, by whichever way they came in. Every deed settles; `error` tells of the last refusal. */
export type BookingDoor = {
  page: BookingPage | undefined;
  pageError: unknown;
  isBusy: boolean;
  error: unknown;
  ask: (about: number, round: number, word: string) => Promise<boolean>;
  answer: (booking: number, deed: Deed) => Promise<boolean>;
};

const EVERY = 20_000; // milliseconds: others book meanwhile

type Call = { isPending: boolean; error: unknown; reset: () => void };

function doorOf(
  found: { data: BookingPage | undefined; error: unknown },
  calls: readonly Call[],
  ask: BookingDoor["ask"],
  answer: BookingDoor["answer"],
): BookingDoor {
  const afresh = () => {
    for (const call of calls) call.reset();
  };
  return {
    page: found.data,
    pageError: found.error,
    isBusy: calls.some(({ isPending }) => isPending),
    error: calls.find(({ error }) => error)?.error,
    ask: (...given) => {
      afresh();
      return ask(...given);
    },
    answer: (...given) => {
      afresh();
      return answer(...given);
    },
  };
}

/** For guests who are signed in. */
export function useBookingByAccount(slug: string): BookingDoor {
  const path = { slug };
  const found = api.useQuery(
    "get",
    "/api/events/{slug}/bookings/",
    { params: { path } },
    { refetchInterval: EVERY },
  );
  const onSettled = () => void found.refetch();
  const ask = api.useMutation("post", "/api/events/{slug}/bookings/", { onSettled });
  const deeds = {
    take: api.useMutation("post", "/api/events/{slug}/bookings/{booking_id}/take/", { onSettled }),
    decline: api.useMutation("post", "/api/events/{slug}/bookings/{booking_id}/decline/", { onSettled }),
    withdraw: api.useMutation("post", "/api/events/{slug}/bookings/{booking_id}/withdraw/", { onSettled }),
  };
  return doorOf(
    found,
    [ask, ...Object.values(deeds)],
    (about, round, word) => isDone(ask.mutateAsync({ params: { path }, body: { about, round, word } })),
    (booking, deed) =>
      isDone(deeds[deed].mutateAsync({ params: { path: { ...path, booking_id: booking } } })),
  );
}

/** For guests who have a link, and no password. */
export function useBookingByLink(token: string): BookingDoor {
  const path = { token };
  const found = api.useQuery(
    "get",
    "/api/guests/{token}/bookings/",
    { params: { path } },
    { refetchInterval: EVERY },
  );
  const onSettled = () => void found.refetch();
  const ask = api.useMutation("post", "/api/guests/{token}/bookings/", { onSettled });
  const deeds = {
    take: api.useMutation("post", "/api/guests/{token}/bookings/{booking_id}/take/", { onSettled }),
    decline: api.useMutation("post", "/api/guests/{token}/bookings/{booking_id}/decline/", { onSettled }),
    withdraw: api.useMutation("post", "/api/guests/{token}/bookings/{booking_id}/withdraw/", { onSettled }),
  };
  return doorOf(
    found,
    [ask, ...Object.values(deeds)],
    (about, round, word) => isDone(ask.mutateAsync({ params: { path }, body: { about, round, word } })),
    (booking, deed) =>
      isDone(deeds[deed].mutateAsync({ params: { path: { ...path, booking_id: booking } } })),
  );
}

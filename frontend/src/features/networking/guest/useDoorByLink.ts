import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { type GuestDoor, isDone } from "./door";

/** The way in of guests who have a link, and no password. */
export function useDoorByLink(token: string): GuestDoor {
  const path = { token };
  const params = { path };
  const page = api.useQuery("get", "/api/guests/{token}/", { params }, { staleTime: 0 });
  const profiles = api.useQuery(
    "get",
    "/api/guests/{token}/profiles/",
    { params },
    { enabled: page.data?.state === "approved" },
  );
  const queries = useQueryClient();
  const onSettled = () => {
    void page.refetch();
    // Those who come may book meetings, and calendars show them more of it.
    for (const other of ["/api/guests/{token}/bookings/", "/api/guests/{token}/calendar/"] as const)
      void queries.invalidateQueries({ queryKey: ["get", other] });
  };
  const register = api.useMutation("post", "/api/guests/{token}/", { onSettled });
  const change = api.useMutation("put", "/api/guests/{token}/", { onSettled });
  const cancel = api.useMutation("post", "/api/guests/{token}/cancel/", { onSettled });
  const take = api.useMutation("post", "/api/guests/{token}/take/", { onSettled });
  const decline = api.useMutation("post", "/api/guests/{token}/decline/", { onSettled });
  const wish = api.useMutation("put", "/api/guests/{token}/wishes/{about_id}/", {
    onSettled: () => profiles.refetch(),
  });
  const deeds = [register, change, cancel, take, decline];
  const begin = () => {
    for (const deed of deeds) deed.reset();
  };
  return {
    page: page.data,
    pageError: page.error,
    isPending: page.isPending,
    refetch: () => void page.refetch(),
    isBusy: deeds.some(({ isPending }) => isPending),
    error: deeds.find(({ error }) => error)?.error,
    register: (details, wait) => {
      begin();
      return isDone(register.mutateAsync({ params, body: { ...details, wait } }));
    },
    change: (details) => {
      begin();
      return isDone(change.mutateAsync({ params, body: details }));
    },
    cancel: () => {
      begin();
      return isDone(cancel.mutateAsync({ params }));
    },
    take: () => {
      begin();
      return isDone(take.mutateAsync({ params }));
    },
    decline: () => {
      begin();
      return isDone(decline.mutateAsync({ params }));
    },
    profiles: profiles.data,
    profilesError: profiles.error,
    wishError: wish.error,
    wish: (about, value) =>
      isDone(wish.mutateAsync({ params: { path: { ...path, about_id: about } }, body: { value } })),
  };
}

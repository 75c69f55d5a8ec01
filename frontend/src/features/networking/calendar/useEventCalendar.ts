import type { components } from "@/api/generated/schema";
import { api } from "@/lib/api";

export type CalendarForm = components["schemas"]["CalendarFormRequest"]["form"];

/** How calendars show an event to one reader, by whichever way they came in. */
export type EventCalendar = {
  file: string;
  standing: components["schemas"]["EventCalendar"] | undefined;
  /** As it was just chosen, else as it is kept. */
  form: CalendarForm | null;
  error: unknown;
  refetch: () => void;
  isBusy: boolean;
  choose: (form: CalendarForm) => void;
  address: string | undefined;
  make: (onDone: () => void) => void;
  revoke: (onDone: () => void) => void;
};

/** Of a reader who is signed in. */
export function useCalendarByAccount(slug: string): EventCalendar {
  const params = { path: { slug } };
  const found = api.useQuery("get", "/api/events/{slug}/calendar/", { params }, { staleTime: 0 });
  const onSettled = () => found.refetch(); // waited for: until then what was chosen stands
  const put = api.useMutation("put", "/api/events/{slug}/calendar/", { onSettled });
  const make = api.useMutation("post", "/api/events/{slug}/calendar/feed/", { onSettled });
  const revoke = api.useMutation("delete", "/api/events/{slug}/calendar/feed/", { onSettled });
  return {
    file: `/api/events/${slug}/event.ics`,
    standing: found.data,
    form: (put.isPending ? put.variables.body.form : found.data?.form) ?? null,
    error: found.error ?? put.error ?? make.error ?? revoke.error,
    refetch: () => void found.refetch(),
    isBusy: put.isPending || make.isPending || revoke.isPending,
    choose: (form) => put.mutate({ params, body: { form } }),
    address: make.data?.url,
    make: (onDone) => make.mutate({ params }, { onSuccess: onDone }),
    revoke: (onDone) =>
      revoke.mutate(
        { params },
        {
          onSuccess: () => {
            make.reset();
            onDone();
          },
        },
      ),
  };
}

/** Of a guest who has a link, and no password. */
export function useCalendarByLink(token: string): EventCalendar {
  const params = { path: { token } };
  const found = api.useQuery("get", "/api/guests/{token}/calendar/", { params }, { staleTime: 0 });
  const onSettled = () => found.refetch(); // waited for: until then what was chosen stands
  const put = api.useMutation("put", "/api/guests/{token}/calendar/", { onSettled });
  const make = api.useMutation("post", "/api/guests/{token}/calendar/feed/", { onSettled });
  const revoke = api.useMutation("delete", "/api/guests/{token}/calendar/feed/", { onSettled });
  return {
    file: `/api/guests/${token}/event.ics`,
    standing: found.data,
    form: (put.isPending ? put.variables.body.form : found.data?.form) ?? null,
    error: found.error ?? put.error ?? make.error ?? revoke.error,
    refetch: () => void found.refetch(),
    isBusy: put.isPending || make.isPending || revoke.isPending,
    choose: (form) => put.mutate({ params, body: { form } }),
    address: make.data?.url,
    make: (onDone) => make.mutate({ params }, { onSuccess: onDone }),
    revoke: (onDone) =>
      revoke.mutate(
        { params },
        {
          onSuccess: () => {
            make.reset();
            onDone();
          },
        },
      ),
  };
}

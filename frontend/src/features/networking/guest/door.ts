import type { GuestDetails, GuestPage, GuestProfile } from "@/api/types";

export type WishValue = GuestProfile["wish"];

/** What a guest can read and do, by whichever way they came in. Every deed settles; `error` tells of the last refusal. */
export type GuestDoor = {
  page: GuestPage | undefined;
  pageError: unknown;
  isPending: boolean;
  refetch: () => void;
  isBusy: boolean;
  error: unknown;
  register: (details: GuestDetails, wait: boolean) => Promise<boolean>;
  change: (details: GuestDetails) => Promise<boolean>;
  cancel: () => Promise<boolean>;
  take: () => Promise<boolean>;
  decline: () => Promise<boolean>;
  profiles: GuestProfile[] | undefined;
  profilesError: unknown;
  wishError: unknown;
  wish: (about: number, value: WishValue) => Promise<boolean>;
};

/** Whether a deed was done; its refusal stays with the mutation. */
export async function isDone(deed: Promise<unknown>): Promise<boolean> {
  return deed.then(
    () => true,
    () => false,
  );
}

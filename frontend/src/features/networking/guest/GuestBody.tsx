import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { BookingCard } from "../booking/BookingCard";
import type { BookingDoor } from "../booking/useBooking";
import type { GuestDoor } from "./door";
import { PlaceCard } from "./PlaceCard";
import { RegistrationCard } from "./RegistrationCard";
import { WishesCard } from "./WishesCard";

/** A guest's own part of an event: the place, meetings they arrange themselves, whom they wish to meet, and what they said. */
export function GuestBody({ door, booking }: { door: GuestDoor; booking: BookingDoor }) {
  const { page } = door;
  if (!page) {
    if (door.isPending) return <Loading rows={2} height={140} />;
    return <ErrorState error={door.pageError} onRetry={door.refetch} />;
  }
  const mayWrite = page.may.includes("register") || page.may.includes("change");
  return (
    <>
      <PlaceCard door={door} page={page} />
      {page.state === "approved" ? <BookingCard door={booking} /> : null}
      {page.state === "approved" ? <WishesCard door={door} page={page} /> : null}
      {mayWrite ? <RegistrationCard key={page.registration?.id ?? 0} door={door} page={page} /> : null}
    </>
  );
}

import { isCoordinator, isGuest, useMe } from "@/features/accounts/me";
import { ContactHome } from "./ContactHome";
import { CoordinatorHome } from "./CoordinatorHome";
import { GuestHome } from "./GuestHome";
import { StartupHome } from "./StartupHome";

export default function HomePage() {
  const me = useMe();
  if (me.role === "contact") return <ContactHome />;
  if (isCoordinator(me)) return <CoordinatorHome />;
  return isGuest(me) ? <GuestHome /> : <StartupHome />;
}

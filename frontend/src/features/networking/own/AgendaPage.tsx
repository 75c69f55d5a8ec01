import { useParams } from "react-router";
import { api } from "@/lib/api";
import { oldNow } from "@/lib/clock";
import { AgendaBody } from "./AgendaBody";

/** One's own agenda for whoever is signed in. */
export default function AgendaPage() {
  const { slug = "" } = useParams();
  const found = api.useQuery(
    "get",
    "/api/events/{slug}/agenda/",
    { params: { path: { slug } } },
    { refetchInterval: 20_000, meta: oldNow },
  );
  return <AgendaBody found={found} after={`/events/${slug}/after`} papers={`/api/events/${slug}`} />;
}

import { useParams } from "react-router";
import { api } from "@/lib/api";
import { oldNow } from "@/lib/clock";
import { AgendaBody } from "./AgendaBody";

/** The agenda of whoever has the guest's link. */
export default function LinkedAgendaPage() {
  const { token = "" } = useParams();
  const found = api.useQuery(
    "get",
    "/api/guests/{token}/agenda/",
    { params: { path: { token } } },
    { refetchInterval: 20_000, meta: oldNow },
  );
  return <AgendaBody found={found} after={`/e/${token}/after`} papers={`/api/guests/${token}`} />;
}

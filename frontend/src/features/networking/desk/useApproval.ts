import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useGuestsChanged } from "./desk";

export type Approval = ReturnType<typeof useApproval>;

/** Registrations chosen to be approved at once, over all pages of the list. */
export function useApproval(slug: string) {
  const { t } = useTranslation();
  const tell = useTell();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const onSuccess = useGuestsChanged();
  const approve = api.useMutation("post", "/api/event-desk/{slug}/approvals/", { onSuccess });
  const left = (approve.data ?? []).filter(({ code }) => code !== "");
  const choose = (id: number, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((one) => one !== id)));
  const send = async () => {
    const body = { registrations: [...chosen] };
    const done = await approve.mutateAsync({ params: { path: { slug } }, body }).catch(() => null);
    if (!done) return;
    setChosen(new Set());
    tell(
      t("events.approved", { count: done.filter(({ code, state }) => !code && state === "approved").length }),
    );
  };
  return { chosen, choose, send, left, isPending: approve.isPending, error: approve.error };
}

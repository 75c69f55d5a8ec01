import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import type { CycleWish } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { useMomentInWords } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { WishForm } from "./WishForm";

/** What one wants of a cycle: a startup its needs and ranking, an expert whom to take and whom not; for coordinators anybody's. */
export default function WishPage() {
  const { t } = useTranslation();
  const cycle = Number(useParams().id);
  const [params] = useSearchParams();
  const whose = {
    startup: Number(params.get("startup")) || undefined,
    expert: Number(params.get("expert")) || undefined,
  };
  const wish = api.useQuery("get", "/api/cycles/{cycle_id}/wish/", {
    params: { path: { cycle_id: cycle }, query: whose },
  });
  const side = wish.data?.side ?? "startup";
  return (
    <Page title={t(`pairing.wish.title_${side}`)} lead={t(`pairing.wish.lead_${side}`)} width="text">
      <ErrorState error={wish.error} onRetry={wish.refetch} />
      {wish.isPending ? <Loading rows={4} height={64} /> : null}
      {wish.data ? (
        <>
          <Standing wish={wish.data} />
          <WishForm key={wish.data.name} cycle={cycle} whose={whose} wish={wish.data} />
        </>
      ) : null}
    </Page>
  );
}

function Standing({ wish }: { wish: CycleWish }) {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const zone = useOwnClock();
  const due = wish.due_at ? moment(wish.due_at, zone) : "";
  if (!wish.is_open) return <Notice tone="warn">{t("pairing.wish.closed")}</Notice>;
  if (wish.sent)
    return (
      <Notice tone="good">
        {t(wish.sent.for_them ? "pairing.wish.sentBy" : "pairing.wish.sent", {
          at: moment(wish.sent.at, zone),
          name: wish.sent.by,
          due,
        })}
      </Notice>
    );
  return (
    <Notice>{due ? t("pairing.wish.due", { due }) : t("pairing.wish.forThem", { name: wish.name })}</Notice>
  );
}

import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { clockOf, useMe } from "@/features/accounts/me";
import { AskersRead } from "@/features/agenda/reading/AskersRead";
import { useUrlState } from "@/lib/useUrlState";
import { EachFound } from "./EachFound";
import { FindingFilters } from "./FindingFilters";
import { StartsFound } from "./StartsFound";
import { isClosedByAsker, isTooFew, useFinding, useFindingWish } from "./useFinding";

/** Who is free next, when all of several are, when any of them is. The whole wish stands in the address. */
export default function FindPage() {
  const { t } = useTranslation();
  const me = useMe();
  const url = useUrlState();
  const wish = useFindingWish(url);
  const found = useFinding(wish, clockOf(me));
  const programme = wish.programme?.slug ?? "";
  const bookAt = (expert: number, startsAt: string) => {
    const others = wish.mode === "all" ? wish.experts.filter((id) => id !== String(expert)) : [];
    const beside = {
      ...(others.length > 0 ? { experts: others.join(",") } : {}),
      ...(wish.colleagues.length > 0 ? { colleagues: wish.colleagues.join(",") } : {}),
    };
    return `/mentors/${expert}?${new URLSearchParams({ programme, start: startsAt, ...beside })}`;
  };
  const tooFew = isTooFew(wish);
  const answer = tooFew ? undefined : found.data;
  return (
    <Page title={t("find.title")} lead={t("find.lead")}>
      <Card>
        <FindingFilters url={url} wish={wish} />
      </Card>
      <ErrorState error={tooFew ? null : found.error} onRetry={found.refetch} />
      {tooFew ? <EmptyState icon="people" title={t("find.tooFew")} text={t("find.tooFewHint")} /> : null}
      {!tooFew && found.isPending && !found.error ? <Loading rows={4} height={96} /> : null}
      {answer ? (
        <AskersRead asking={answer.asking} isClosed={isClosedByAsker(answer)} onOffered={found.refetch} />
      ) : null}
      {answer && answer.left_out > 0 ? (
        <Notice>
          <p>{t(`find.leftOut.${answer.mode === "any" ? "any" : "each"}`, { count: answer.left_out })}</p>
        </Notice>
      ) : null}
      {answer?.mode === "each" && answer.experts.length === 0 ? (
        <EmptyState icon="people" title={t("mentors.none")} text={t("mentors.noneHint")} />
      ) : null}
      {answer?.mode === "each" ? <EachFound found={answer} url={url} bookAt={bookAt} /> : null}
      {answer && answer.mode !== "each" ? (
        <Card title={t(`find.modes.${answer.mode}`)}>
          <StartsFound found={answer} bookAt={bookAt} />
        </Card>
      ) : null}
    </Page>
  );
}

import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { ActionsCard } from "./ActionsCard";
import { AgreementCard } from "./AgreementCard";
import { AnswerCard } from "./AnswerCard";
import { FirstHourCard, meetsFirst } from "./FirstHourCard";
import { LettersCard } from "./LettersCard";
import { LinksCard } from "./LinksCard";
import { MilestonesCard } from "./MilestonesCard";
import { OversightCard } from "./OversightCard";
import { PairSessionsCard } from "./PairSessionsCard";
import { PairStateTag } from "./PairStateTag";
import { PrivateNotesCard } from "./PrivateNotesCard";
import { ProgressLine } from "./ProgressLine";
import { usePair, usePairName } from "./pairs";
import classes from "./pairs.module.css";
import { RatingForm } from "./RatingForm";
import { RematchCard } from "./RematchCard";

function PairBody({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const coordinates = isCoordinator(useMe());
  const why = inLanguage(language, pair.why_ko, pair.why_en);
  const hasBegun = pair.began_at !== null;
  const isNew = pair.side !== null && meetsFirst(pair);
  return (
    <div className={classes.columns}>
      <div>
        {pair.may.includes("answer") ? <AnswerCard pair={pair} /> : null}
        {pair.asked_at_half ? (
          <Card title={t("pairs.half")} lead={t("pairs.halfLead")}>
            <RatingForm pair={pair} session={null} />
          </Card>
        ) : null}
        {isNew ? <FirstHourCard pair={pair} /> : null}
        {hasBegun && !isNew ? <AgreementCard pair={pair} /> : null}
        {hasBegun ? <PairSessionsCard pair={pair} /> : null}
        {hasBegun ? <ActionsCard pair={pair} /> : null}
        {hasBegun ? <PrivateNotesCard pair={pair} /> : null}
      </div>
      <div>
        {why ? (
          <Card title={t("pairs.why")}>
            <p className={classes.words}>{why}</p>
          </Card>
        ) : null}
        {coordinates ? <OversightCard pair={pair} /> : null}
        {hasBegun ? <MilestonesCard pair={pair} /> : null}
        {hasBegun ? <LinksCard pair={pair} /> : null}
        {hasBegun ? <LettersCard pair={pair} /> : null}
        {pair.may.includes("rematch") ? <RematchCard pair={pair} /> : null}
      </div>
    </div>
  );
}

export default function PairPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = usePairName();
  const { id = "" } = useParams();
  const { data: pair, error, refetch, isPending } = usePair(id);
  return (
    <Page
      title={pair ? name(pair) : t("pairs.one")}
      lead={<Link to="/pairs">{t("pairs.back")}</Link>}
      width="wide"
    >
      <ErrorState error={error} onRetry={refetch} />
      {isPending ? <Loading rows={3} height={160} /> : null}
      {pair ? (
        <>
          <div className={classes.tags} role="status">
            <PairStateTag state={pair.state} />
            <span>{inLanguage(language, pair.programme.name_ko, pair.programme.name_en)}</span>
          </div>
          {pair.began_at ? <ProgressLine progress={pair.progress} /> : null}
          {pair.closing_reason ? (
            <Notice tone="warn">
              <p>{t("pairs.closedBecause", { reason: pair.closing_reason })}</p>
            </Notice>
          ) : null}
          <PairBody pair={pair} />
        </>
      ) : null}
    </Page>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cycle } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Tag } from "@/components/Tag";
import { useMomentInWords } from "@/components/TimeLine";
import { isCoordinator, useMe, useOwnClock } from "@/features/accounts/me";
import { ListTabs } from "../series/ListTabs";
import { NewCycleCard } from "./NewCycleCard";
import { isLiving, useCycles, useProgrammeName } from "./pairing";
import classes from "./pairing.module.css";

/** Pairing cycles: a coordinator's all, everybody else's own. */
export default function PairingPage() {
  const { t } = useTranslation();
  const coordinates = isCoordinator(useMe());
  const cycles = useCycles();
  const [opens, setOpens] = useState(false);
  return (
    <Page title={t("pairing.title")} lead={t(coordinates ? "pairing.lead" : "pairing.leadOwn")}>
      {coordinates ? <ListTabs here="pairing" /> : null}
      {coordinates ? <NewCycleCard isOpen={opens} onToggle={() => setOpens(!opens)} /> : null}
      <ErrorState error={cycles.error} onRetry={cycles.refetch} />
      {cycles.isPending ? <Loading rows={2} height={110} /> : null}
      {cycles.data?.count === 0 ? (
        <EmptyState
          icon="people"
          title={t("pairing.none")}
          text={t(coordinates ? "pairing.noneHint" : "pairing.noneOwn")}
        />
      ) : null}
      <ul className={classes.list}>
        {cycles.data?.results.map((cycle) => (
          <li key={cycle.id} className={classes.row}>
            <CycleRow cycle={cycle} coordinates={coordinates} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function CycleRow({ cycle, coordinates }: { cycle: Cycle; coordinates: boolean }) {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const zone = useOwnClock();
  const name = useProgrammeName()(cycle);
  const due = cycle.my_due_at ? moment(cycle.my_due_at, zone) : "";
  return (
    <>
      <Link to={coordinates ? `/pairing/${cycle.id}` : `/pairing/${cycle.id}/wish`}>
        <strong>{name}</strong>
      </Link>
      <span className={classes.tags}>
        <Tag tone={isLiving(cycle) ? "accent" : "quiet"}>{t(`pairing.states.${cycle.state}`)}</Tag>
        {cycle.my_wish ? (
          <Tag tone={cycle.my_wish === "sent" ? "good" : "warn"}>{t(`pairing.said.${cycle.my_wish}`)}</Tag>
        ) : null}
      </span>
      <span className={classes.soft}>
        {coordinates
          ? t("pairing.opened", { at: moment(cycle.opened_at, zone) })
          : t("pairing.dueBy", { due })}
      </span>
    </>
  );
}

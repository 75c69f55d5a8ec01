import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ProgrammeDeskRow } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { Tag } from "@/components/Tag";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { datesText } from "@/lib/time";
import { useUrlState } from "@/lib/useUrlState";
import { kinds, states, stateTones } from "../programmes";
import classes from "../programmes.module.css";
import { NewProgrammeDialog } from "./NewProgrammeDialog";

const pageSize = 20;

/** Every programme of the hub, for coordinators. */
export default function ProgrammesDeskPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const [isNew, setNew] = useState(false);
  const state = states.find((known) => known === url.get("state"));
  const kind = kinds.find((known) => known === url.get("kind"));
  const query = {
    kind: kind ? [kind] : undefined,
    state: state ? [state] : undefined,
    q: url.get("q") || undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/programme-desk/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  const make = <Button onClick={() => setNew(true)}>{t("programmes.new")}</Button>;
  const aside = (
    <>
      {make}
      <LinkButton to="/coordinator/topics" variant="default">
        {t("topics.title")}
      </LinkButton>
    </>
  );
  return (
    <Page title={t("programmes.desk")} lead={t("programmes.deskLead")} aside={aside}>
      <SegmentedFilter
        label={t("programmes.state")}
        value={state ?? ""}
        options={(["", ...states] as const).map((value) => ({
          value,
          label: value ? t(`programmes.states.${value}`) : t("programmes.all"),
        }))}
        onChange={(value) => url.set({ state: value })}
      />
      <search className={classes.filters}>
        <SearchFilter url={url} label={t("programmes.search")} />
        <SelectFilter
          url={url}
          name="kind"
          label={t("programmes.fields.kind")}
          any={t("programmes.anyKind")}
          value={kind ?? ""}
          options={kinds.map((value) => ({ value, label: t(`programmes.options.kind.${value}`) }))}
        />
      </search>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={120} /> : null}
      {found.data && count === 0 ? (
        <EmptyState
          icon="people"
          title={t("programmes.none")}
          text={t("programmes.noneHint")}
          action={make}
        />
      ) : null}
      <ul className={classes.list}>
        {found.data?.results.map((row) => (
          <li key={row.id}>
            <DeskCard row={row} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
      {isNew ? <NewProgrammeDialog onClose={() => setNew(false)} /> : null}
    </Page>
  );
}

function DeskCard({ row }: { row: ProgrammeDeskRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <article className={classes.card}>
      <div className={classes.tags}>
        <Tag tone={stateTones[row.state]}>{t(`programmes.states.${row.state}`)}</Tag>
        <Tag plain>{t(`programmes.options.kind.${row.kind}`)}</Tag>
        {row.applications_waiting > 0 ? (
          <Tag tone="warn">{t("programmes.applications", { count: row.applications_waiting })}</Tag>
        ) : null}
      </div>
      <h2>
        <Link to={`/coordinator/programmes/${row.slug}`}>
          {inLanguage(language, row.name_ko, row.name_en)}
        </Link>
      </h2>
      <p className={classes.soft}>
        {t(`programmes.options.joining.${row.joining}`)} · {t(`programmes.options.pairing.${row.pairing}`)}
      </p>
      {row.starts_on && row.ends_on ? <p>{datesText(row.starts_on, row.ends_on, language)}</p> : null}
      <p className={classes.soft}>
        {row.joining === "open"
          ? t("programmes.allStartups")
          : t("programmes.startupsIn", { count: row.startups_joined })}{" "}
        ·{" "}
        {row.takes_all_experts
          ? t("programmes.allExperts")
          : t("programmes.expertsIn", { count: row.experts_joined })}
      </p>
    </article>
  );
}

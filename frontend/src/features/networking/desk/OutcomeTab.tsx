import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import classes from "../events.module.css";
import { useThanks } from "./useThanks";

const figures = ["guests", "in_touch", "follow_ups", "feedback", "stars", "would_return"] as const;

/** What came of an event: figures, lists, certificates, and a word of thanks. */
export function OutcomeTab({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const { slug } = event;
  const isOver = useNow(30_000).getTime() >= Date.parse(event.ends_at);
  const path = { params: { path: { slug } } };
  const found = api.useQuery("get", "/api/event-desk/{slug}/outcome/", path);
  const thanks = useThanks(slug);
  const outcome = found.data;
  if (!outcome)
    return (
      <Card title={t("events.tabs.outcome")}>
        <ErrorState error={found.error} onRetry={found.refetch} />
        {found.isPending ? <Loading rows={2} /> : null}
      </Card>
    );
  return (
    <Card title={t("events.tabs.outcome")} lead={t("events.outcomeLead")}>
      <Stack gap="md">
        <dl className={classes.facts}>
          {figures.map((name) => (
            <div key={name} className={classes.fact}>
              <dt>{t(`events.outcome.${name}`)}</dt>
              <dd>{outcome[name] ?? "–"}</dd>
            </div>
          ))}
        </dl>
        <div className={classes.deeds}>
          <Button component="a" size="md" variant="default" href={`/api/event-desk/${slug}/outcome.xlsx`}>
            {t("events.outcomeList")}
          </Button>
          {isOver ? (
            <Button
              component="a"
              size="md"
              variant="default"
              href={`/api/event-desk/${slug}/certificates.pdf`}
            >
              {t("events.certificates")}
            </Button>
          ) : null}
        </div>
        {isOver ? null : <Notice>{t("events.outcomeLater")}</Notice>}
        {outcome.thanked_at ? (
          <p>
            {t("events.thankedAt")} <Moment at={outcome.thanked_at} zone={event.time_zone} />
          </p>
        ) : null}
        <ErrorState error={thanks.error} />
        {isOver && !outcome.thanked_at ? (
          <div>
            <Button size="md" loading={thanks.isPending} onClick={thanks.send}>
              {t("events.thank", { count: outcome.guests })}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Card>
  );
}

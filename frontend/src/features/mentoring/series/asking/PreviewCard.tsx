import { Stack } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ExpertDetail, Programme } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { choiceOf, choiceText } from "../dates/choice";
import { DateChoices } from "../dates/DateChoices";
import { ShiftNotice } from "../dates/ShiftNotice";
import { sidesOf } from "../series";
import { useRuleText } from "../useRuleText";
import type { Plan } from "./plan";
import { RequestForm } from "./RequestForm";
import { Tally } from "./Tally";

type PreviewCardProps = {
  plan: Plan;
  expert: ExpertDetail;
  programme: Programme;
  chosen: string;
  onChoose: (chosen: string) => void;
};

/** Every date before anything is booked, then the request itself. */
export function PreviewCard({ plan, expert, programme, chosen, onChoose }: PreviewCardProps) {
  const { t } = useTranslation();
  const me = useMe();
  const ruleText = useRuleText();
  const { anchor, starts_on, starts_time, rule, zone } = plan;
  const body = { programme: programme.slug, expert: expert.id, anchor, starts_on, starts_time, rule };
  const preview = api.useQuery(
    "post",
    "/api/series/preview/",
    { body: { ...body, chosen: plan.turns } },
    { placeholderData: keepPreviousData },
  );
  const choice = choiceOf(chosen);
  const choose = (on: string, what: string) => onChoose(choiceText({ ...choice, [on]: what }));
  const { data } = preview;
  const sides =
    data && sidesOf(data.dates, { expert: data.expert_time_zone, founder: data.founder_time_zone });
  const zones = { here: sides?.founder ?? clockOf(me), there: sides?.expert ?? expert.time_zone };
  return (
    <>
      <Card title={t("series.allDates")} lead={ruleText({ rule, starts_on, starts_time, anchor_zone: zone })}>
        <Stack gap="md">
          <ErrorState error={preview.error} onRetry={preview.refetch} />
          {preview.isPending ? <Loading rows={3} height={56} /> : null}
          {data && sides && !preview.error ? (
            <>
              {data.dates.some(({ is_moved }) => is_moved) ? (
                <Notice>
                  <p>{t("series.inTurns")}</p>
                </Notice>
              ) : null}
              <ShiftNotice dates={data.dates} sides={sides} />
              <Tally dates={data.dates} choice={choice} />
              <DateChoices dates={data.dates} sides={sides} {...zones} choice={choice} onChoose={choose} />
            </>
          ) : null}
        </Stack>
      </Card>
      {data && !preview.error ? (
        <RequestForm
          body={body}
          programme={programme}
          dates={data.dates}
          choice={choice}
          fresh={!preview.isPlaceholderData}
          onRefused={() => void preview.refetch()}
        />
      ) : null}
    </>
  );
}

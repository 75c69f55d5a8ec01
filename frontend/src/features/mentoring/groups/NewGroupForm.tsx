import { Button, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { clockOf, useMe } from "@/features/accounts/me";
import { useChosenExpert } from "@/features/directory/ExpertSelect";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { asProblem } from "@/lib/problem";
import { useDraft } from "@/lib/useDraft";
import { zoneAt } from "@/lib/whoseClock";
import { oppositeZone } from "@/lib/zones";
import { NextFree } from "../booking/NextFree";
import { KnowinglyPart } from "../OwnCalendarShows";
import { emptyDraft, fieldsOf, startOf } from "./draft";
import { TimeFields } from "./TimeFields";
import { WhoFields } from "./WhoFields";
import { WordsFields } from "./WordsFields";

const shownOnFields = [
  "title_ko",
  "title_en",
  "minutes",
  "seats",
  "closes_hours",
  "offer_hours",
  "starts_at",
];

export function NewGroupForm({ onOpened }: { onOpened: (group: GroupDetail) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [draft, setDraft, clearDraft] = useDraft("meridian.draft.group", emptyDraft);
  const fill = (changes: Partial<typeof emptyDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const here = clockOf(me);
  const there = useChosenExpert(draft.expert)?.time_zone ?? oppositeZone(zoneAt(here, serverNow()));
  const open = api.useMutation("post", "/api/groups/");
  const problem = asProblem(open.error);
  const startsAt = startOf(draft, me);
  const ask = async (knowingly: boolean) => {
    if (!startsAt) return;
    const { on, at, expert, ...words } = draft;
    const who = expert ? { expert: Number(expert) } : {};
    const body = { ...words, ...who, starts_at: startsAt, knowingly };
    const group = await open.mutateAsync({ body }).catch(() => null);
    if (!group) return;
    clearDraft();
    onOpened(group);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(false);
  };
  const pick = (start: string) => {
    open.reset();
    fill(fieldsOf(start, me));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Card title={t("groups.about")}>
          <Stack gap="md">
            <WhoFields draft={draft} fill={fill} />
            <WordsFields draft={draft} problem={problem} fill={fill} />
          </Stack>
        </Card>
        <Card title={t("groups.whenAndSeats")}>
          <Stack gap="md">
            <TimeFields draft={draft} there={there} problem={problem} fill={fill} />
            <ErrorState error={problem?.isAllOn(shownOnFields) ? null : open.error} />
            <KnowinglyPart
              error={open.error}
              zone={here}
              busy={open.isPending}
              onKnowing={() => void ask(true)}
            />
            <NextFree starts={problem?.nextFree ?? []} here={here} there={there} onPick={pick} />
            <Button type="submit" size="md" loading={open.isPending}>
              {t("groups.openIt")}
            </Button>
          </Stack>
        </Card>
      </Stack>
    </form>
  );
}

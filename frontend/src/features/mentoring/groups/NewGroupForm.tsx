import { Button, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useDraft } from "@/lib/useDraft";
import { oppositeZone } from "@/lib/zones";
import { NextFree } from "../booking/NextFree";
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
  const query = { programme: draft.programme, page_size: 100 };
  const asksWho = isCoordinator(me) && draft.programme !== "";
  const experts = api.useQuery("get", "/api/experts/", { params: { query } }, { enabled: asksWho });
  const known = experts.data?.results ?? [];
  const there = known.find(({ id }) => String(id) === draft.expert)?.time_zone ?? oppositeZone(me.time_zone);
  const open = api.useMutation("post", "/api/groups/");
  const problem = asProblem(open.error);
  const startsAt = startOf(draft, me);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!startsAt) return;
    const { on, at, expert, ...words } = draft;
    const body = { ...words, starts_at: startsAt, ...(expert ? { expert: Number(expert) } : {}) };
    const group = await open.mutateAsync({ body }).catch(() => null);
    if (!group) return;
    clearDraft();
    onOpened(group);
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
            <WhoFields draft={draft} experts={known} fill={fill} />
            <WordsFields draft={draft} problem={problem} fill={fill} />
          </Stack>
        </Card>
        <Card title={t("groups.whenAndSeats")}>
          <Stack gap="md">
            <TimeFields draft={draft} there={there} problem={problem} fill={fill} />
            <ErrorState error={problem?.isAllOn(shownOnFields) ? null : open.error} />
            <NextFree starts={problem?.nextFree ?? []} here={me.time_zone} there={there} onPick={pick} />
            <Button type="submit" size="md" loading={open.isPending}>
              {t("groups.openIt")}
            </Button>
          </Stack>
        </Card>
      </Stack>
    </form>
  );
}

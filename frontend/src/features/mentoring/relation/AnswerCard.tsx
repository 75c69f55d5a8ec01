import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { usePairChanged } from "./pairs";

type Side = NonNullable<Pair["side"]>;

/** Yes or no to a pair that is offered. A coordinator says for whom they answer. */
export function AnswerCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const tell = useTell();
  const ownClock = useOwnClock();
  const [word, setWord] = useState("");
  const [side, setSide] = useState<Side>("startup");
  const onSuccess = usePairChanged();
  const answer = api.useMutation("post", "/api/relations/{relation_id}/answer/", { onSuccess });
  const says = { startup: pair.startup_says, expert: pair.expert_says };
  const waits = pair.side !== null && says[pair.side] === "yes";
  const say = async (said: "yes" | "no") => {
    const body = { says: said, word, side: pair.side ?? side };
    const call = { params: { path: { relation_id: pair.id } }, body };
    if (await answer.mutateAsync(call).catch(() => null)) tell(t(`pairs.said.${said}`));
  };
  return (
    <Card title={t("pairs.answer")} lead={t(waits ? "pairs.waits" : "pairs.answerLead")}>
      <Stack gap="md">
        {pair.answer_by ? (
          <p>
            {t("pairs.answerBy")} <Moment at={pair.answer_by} zone={ownClock} />
          </p>
        ) : null}
        {pair.side === null ? (
          <NativeSelect
            label={t("pairs.answerFor")}
            size="md"
            value={side}
            onChange={(event) => setSide(event.currentTarget.value === "expert" ? "expert" : "startup")}
            data={(["startup", "expert"] as const).map((value) => ({
              value,
              label: t(`pairs.sides.${value}`),
            }))}
          />
        ) : null}
        <Textarea
          label={t("pairs.word")}
          description={t("pairs.wordHint")}
          rows={2}
          size="md"
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={answer.error} />
        <Group gap="sm">
          {waits ? null : (
            <Button size="md" loading={answer.isPending} onClick={() => say("yes")}>
              {t("pairs.yes")}
            </Button>
          )}
          <Button size="md" variant="default" loading={answer.isPending} onClick={() => say("no")}>
            {t("pairs.no")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

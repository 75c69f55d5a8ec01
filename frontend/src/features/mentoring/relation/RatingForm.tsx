import "@mantine/core/styles/Rating.css";
import { Button, Group, Rating, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";

/** How a session was, or (`session` null) the pair so far. Only coordinators read it. */
export function RatingForm({ pair, session }: { pair: Pair; session: string | null }) {
  const { t } = useTranslation();
  const tell = useTell();
  const id = useId();
  const before = pair.own_ratings.find((rating) => rating.session === session);
  const [score, setScore] = useState(before?.score ?? 0);
  const [word, setWord] = useState(before?.word ?? "");
  const onSuccess = usePairChanged();
  const rate = api.useMutation("post", "/api/relations/{relation_id}/ratings/", { onSuccess });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { relation_id: pair.id } }, body: { session, score, word } };
    if (await rate.mutateAsync(call).catch(() => null)) tell(t("pairs.rated"));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="sm" className={classes.score}>
          <span id={id}>{t("pairs.score")}</span>
          <Rating
            aria-labelledby={id}
            size="lg"
            value={score}
            onChange={setScore}
            getSymbolLabel={(value) => t("pairs.outOfFive", { count: value })}
          />
        </Group>
        <Textarea
          label={t("pairs.ratingWord")}
          description={t("pairs.ratingHint")}
          rows={2}
          size="md"
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={rate.error} />
        <div>
          <Button type="submit" variant="default" disabled={score === 0} loading={rate.isPending}>
            {t("pairs.rate")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

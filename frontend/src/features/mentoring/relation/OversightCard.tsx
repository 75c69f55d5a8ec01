import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { FlagTags } from "./FlagTags";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";

/** What only coordinators see of a pair, and what only they may do. */
export function OversightCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const [ends, setEnds] = useState(false);
  const onSuccess = usePairChanged();
  const settle = api.useMutation("post", "/api/relations/{relation_id}/rematch/settle/", { onSuccess });
  const open = pair.wishes.filter((wish) => wish.settled_at === null);
  return (
    <Card title={t("pairs.oversight")} lead={t("pairs.oversightLead")}>
      <Stack gap="md">
        {pair.oversight?.flags.length ? (
          <div className={classes.tags}>
            <FlagTags flags={pair.oversight.flags} />
          </div>
        ) : null}
        {open.map((wish) => (
          <Notice key={wish.at} tone="warn">
            <p>{t("pairs.wishes", { name: wish.by_name })}</p>
            <p className={classes.words}>{wish.reason}</p>
          </Notice>
        ))}
        <ErrorState error={settle.error} />
        {open.length ? (
          <div>
            <Button
              variant="default"
              loading={settle.isPending}
              onClick={() => settle.mutate({ params: { path: { relation_id: pair.id } } })}
            >
              {t("pairs.settle")}
            </Button>
          </div>
        ) : null}
        <RatingsList pair={pair} />
        {pair.may.includes("end") ? (
          <div>
            <Button variant="default" onClick={() => setEnds(true)}>
              {t(pair.state === "offered" ? "pairs.withdraw" : "pairs.end")}
            </Button>
          </div>
        ) : null}
      </Stack>
      {ends ? <EndDialog pair={pair} onClose={() => setEnds(false)} /> : null}
    </Card>
  );
}

function RatingsList({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  if (pair.ratings.length === 0) return <p>{t("pairs.noRatings")}</p>;
  return (
    <ul className={classes.items}>
      {pair.ratings.map((rating) => (
        <li key={`${rating.side}${rating.session}`}>
          <div>
            {t(`pairs.sides.${rating.side}`)}: {t("pairs.outOfFive", { count: rating.score })}
            <small>
              {rating.by_name} · {t(rating.session ? "pairs.afterSession" : "pairs.half")}
            </small>
            {rating.word ? <p className={classes.words}>{rating.word}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function EndDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [reason, setReason] = useState("");
  const onSuccess = usePairChanged();
  const end = api.useMutation("post", "/api/relations/{relation_id}/end/", { onSuccess });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { relation_id: pair.id } }, body: { reason } };
    if (!(await end.mutateAsync(call).catch(() => null))) return;
    tell(t("pairs.endDone"));
    onClose();
  };
  return (
    <Dialog title={t(pair.state === "offered" ? "pairs.withdraw" : "pairs.end")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t("pairs.endText")}</p>
          <Textarea
            label={t("pairs.endReason")}
            required
            withAsterisk={false}
            rows={3}
            size="md"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ErrorState error={end.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" color="red" loading={end.isPending}>
              {t(pair.state === "offered" ? "pairs.withdraw" : "pairs.end")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

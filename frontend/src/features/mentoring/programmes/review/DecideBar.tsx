import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import classes from "../programmes.module.css";
import { type Decision, decisions } from "./review";

type DecideBarProps = { slug: string; chosen: number[]; onDone: () => void };

/** One decision about everything that is chosen. */
export function DecideBar({ slug, chosen, onDone }: DecideBarProps) {
  const { t } = useTranslation();
  const [decision, setDecision] = useState<Decision | null>(null);
  return (
    <div className={classes.deeds}>
      {decisions.map((one) => (
        <Button
          key={one}
          size="sm"
          variant={one === "accepted" ? "filled" : "default"}
          disabled={chosen.length === 0}
          onClick={() => setDecision(one)}
        >
          {t(`programmes.decide.${one}`)}
        </Button>
      ))}
      {decision ? (
        <DecideDialog
          slug={slug}
          chosen={chosen}
          decision={decision}
          onDone={onDone}
          onClose={() => setDecision(null)}
        />
      ) : null}
    </div>
  );
}

type DecideDialogProps = DecideBarProps & { decision: Decision; onClose: () => void };

function DecideDialog({ slug, chosen, decision, onDone, onClose }: DecideDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [word, setWord] = useState("");
  const decide = api.useMutation("post", "/api/programme-desk/{slug}/applications/decide/");
  const submit = async () => {
    const body = { applications: chosen, decision, word };
    const done = await decide.mutateAsync({ params: { path: { slug } }, body }).catch(() => null);
    if (!done) return;
    await queries.invalidateQueries({ queryKey: ["get", "/api/programme-desk/{slug}/applications/"] });
    await queries.invalidateQueries({ queryKey: ["get", "/api/applications/{application_id}/"] });
    await queries.invalidateQueries({ queryKey: ["get", "/api/programme-desk/{slug}/"] });
    tell(t("programmes.decided", { count: done.decided }));
    onDone();
    onClose();
  };
  return (
    <Dialog title={t(`programmes.decide.${decision}`)} onClose={onClose}>
      <Stack gap="md">
        <p>{t("programmes.decideLead", { count: chosen.length })}</p>
        <Textarea
          label={t("programmes.word")}
          description={t("booking.optional")}
          size="md"
          rows={4}
          maxLength={1000}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={decide.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" size="md" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button size="md" loading={decide.isPending} onClick={submit}>
            {t("programmes.decideNow")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

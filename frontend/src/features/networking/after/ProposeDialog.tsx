import { Button, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { useLanguage } from "@/lib/i18n";
import { momentText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import type { FollowUps } from "./useFollowUps";

type ProposeDialogProps = { about: number; name: string; sessions: FollowUps; onClose: () => void };

/** A time that suits both, on both clocks. */
export function ProposeDialog({ about, name, sessions, onClose }: ProposeDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const [start, setStart] = useState("");
  const offered = sessions.starts;
  const label = (at: string) => {
    if (!offered.data) return at;
    const { time_zone: here, their_time_zone: there } = offered.data;
    const ours = `${placeName(here, language)} ${momentText(at, here, language)}`;
    return here === there
      ? ours
      : `${ours} · ${placeName(there, language)} ${momentText(at, there, language)}`;
  };
  const submit = async () => {
    if (!(await sessions.ask(about, start))) return;
    tell(t("after.proposed", { name }));
    onClose();
  };
  return (
    <Dialog title={t("after.proposeTo", { name })} onClose={onClose}>
      <Stack gap="md">
        <p>{t("after.proposeText")}</p>
        {offered.isPending ? <Loading rows={1} /> : null}
        {offered.data?.starts.length === 0 ? <Notice>{t("after.noStarts")}</Notice> : null}
        {offered.data && offered.data.starts.length > 0 ? (
          <NativeSelect
            size="md"
            label={t("after.start")}
            value={start}
            data={[
              { value: "", label: "–" },
              ...offered.data.starts.map((value) => ({ value, label: label(value) })),
            ]}
            onChange={(event) => setStart(event.currentTarget.value)}
          />
        ) : null}
        <ErrorState error={offered.error ?? sessions.error} />
        <Button size="md" disabled={!start} loading={sessions.isBusy} onClick={() => void submit()}>
          {t("after.propose")}
        </Button>
      </Stack>
    </Dialog>
  );
}

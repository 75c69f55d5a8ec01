import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BookingPage } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { TwoClocks } from "@/components/TwoClocks";
import { useTell } from "@/components/useTell";
import type { Chosen } from "./FreeGuest";
import type { BookingDoor } from "./useBooking";

type SureDialogProps = { chosen: Chosen; page: BookingPage; door: BookingDoor; onClose: () => void };

/** With whom and when, by both clocks, and a word to go with it. */
export function SureDialog({ chosen, page, door, onClose }: SureDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [word, setWord] = useState("");
  const [isRefused, setRefused] = useState(false);
  const round = page.rounds.find(({ number }) => number === chosen.round);
  const isAtOnce = page.policy === "at_once";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await door.ask(chosen.about, chosen.round, word))) return setRefused(true);
    tell(t(isAtOnce ? "openSlots.booked" : "openSlots.asked", { name: chosen.name }));
    onClose();
  };
  return (
    <Dialog
      title={t(isAtOnce ? "openSlots.sureBook" : "openSlots.sureAsk", { name: chosen.name })}
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {round ? (
            <TwoClocks
              at={round.starts_at}
              until={round.ends_at}
              here={page.own_time_zone}
              there={page.time_zone}
            />
          ) : null}
          {isAtOnce ? null : (
            <TextInput
              label={t("openSlots.word")}
              size="md"
              maxLength={300}
              value={word}
              onChange={(event) => setWord(event.currentTarget.value)}
            />
          )}
          {isRefused ? <ErrorState error={door.error} /> : null}
          <Button type="submit" size="md" loading={door.isBusy}>
            {t(isAtOnce ? "openSlots.book" : "openSlots.ask")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

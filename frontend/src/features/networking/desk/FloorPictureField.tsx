import { Button, FileButton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventDesk } from "@/api/types";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import classes from "../events.module.css";
import { paramsUnder, useEventChanged } from "./desk";
import { Meanwhile } from "./Meanwhile";

const kinds = "image/png,image/jpeg,image/webp";

type FloorPictureFieldProps = { event: EventDesk; isTouched: boolean };

/** The picture of the room below the tables: another one, or none. Tables that were moved are saved first. */
export function FloorPictureField({ event, isTouched }: FloorPictureFieldProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSuccess = useEventChanged();
  const set = api.useMutation("put", "/api/event-desk/{slug}/floor-picture/", { onSuccess });
  const drop = api.useMutation("delete", "/api/event-desk/{slug}/floor-picture/", { onSuccess });
  const send = async (file: File | null) => {
    if (!file) return;
    const form = new FormData();
    form.append("picture", file);
    const call = { params: paramsUnder(event), body: { picture: "" }, bodySerializer: () => form };
    if (await set.mutateAsync(call).catch(() => null)) tell(t("events.saved"));
  };
  const isBusy = set.isPending || drop.isPending;
  return (
    <Stack gap="xs" mt="md">
      <div className={classes.deeds}>
        <FileButton accept={kinds} onChange={(file) => void send(file)}>
          {(props) => (
            <Button {...props} size="md" variant="default" disabled={isTouched} loading={isBusy}>
              {t(event.floor_picture ? "events.otherPicture" : "events.choosePicture")}
            </Button>
          )}
        </FileButton>
        {event.floor_picture ? (
          <Button
            size="md"
            variant="default"
            disabled={isTouched}
            loading={isBusy}
            onClick={() => drop.mutate({ params: paramsUnder(event) })}
          >
            {t("events.dropPicture")}
          </Button>
        ) : null}
      </div>
      <p className={classes.soft}>{t(isTouched ? "events.pictureAfterTables" : "events.pictureHint")}</p>
      <Meanwhile error={set.error ?? drop.error} slug={event.slug} />
    </Stack>
  );
}

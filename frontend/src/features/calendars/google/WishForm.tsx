import { Button, Checkbox, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GoogleWish } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import classes from "../calendars.module.css";
import { isEmpty, places } from "./wish";

type WishFormProps = { from: GoogleWish; submit: string; aside?: ReactNode };

/** What Meridian is to do with the calendar. Google is then asked for no more than that takes. */
export function WishForm({ from, submit, aside }: WishFormProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState(from);
  const connect = api.useMutation("post", "/api/me/google/connect/", {
    onSuccess: ({ authorization_url }) => window.location.assign(authorization_url),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        connect.mutate({ body: wish });
      }}
    >
      <Stack gap="md">
        <Checkbox
          size="md"
          label={t("google.wish.readsBusy")}
          description={t("google.wish.readsBusyHint")}
          checked={wish.reads_busy}
          onChange={({ currentTarget: { checked } }) => setWish({ ...wish, reads_busy: checked })}
        />
        <Radio.Group
          label={t("google.wish.writesTo")}
          description={t("google.wish.writesToHint")}
          value={wish.writes_to}
          onChange={(value) =>
            setWish({ ...wish, writes_to: places.find((place) => place === value) ?? wish.writes_to })
          }
        >
          <div className={classes.choices}>
            {places.map((place) => (
              <Radio
                key={place}
                size="md"
                value={place}
                label={t(`google.wish.places.${place}`)}
                description={t(`google.wish.hints.${place}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {isEmpty(wish) ? <p role="status">{t("google.wish.empty")}</p> : null}
        <ErrorState error={connect.error} />
        <p className={classes.small}>{t("google.wish.next")}</p>
        <div className={classes.ways}>
          <Button type="submit" size="md" loading={connect.isPending} disabled={isEmpty(wish)}>
            {submit}
          </Button>
          {aside}
        </div>
      </Stack>
    </form>
  );
}

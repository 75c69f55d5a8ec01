import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asker } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Notice } from "@/components/Notice";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import classes from "./reading.module.css";

type AskersClosedProps = { asking: Asker[]; onOffered: () => void };

/** Nothing is offered while the calendar of somebody who asks cannot be read; the reader can let it be, for themself. */
export function AskersClosed({ asking, onOffered }: AskersClosedProps) {
  const { t } = useTranslation();
  const me = useMe();
  const offer = api.useMutation("put", "/api/agenda/calendar-reading/", { onSuccess: onOffered });
  const unknown = asking.filter(({ calendar }) => calendar?.state === "unknown");
  const others = unknown.filter(({ id }) => id !== me.id);
  return (
    <Notice tone="warn">
      {others.map(({ id, name }) => (
        <p key={id}>{t("reading.theirsCloses", { name })}</p>
      ))}
      {unknown.length > others.length ? (
        <>
          <p>{t("reading.yoursCloses")}</p>
          <div className={classes.buttons}>
            <LinkButton to="/settings" size="md" variant="default">
              {t("reading.connect")}
            </LinkButton>
            <Button
              size="md"
              variant="default"
              loading={offer.isPending}
              onClick={() => offer.mutate({ body: { offer_when_unknown: true } })}
            >
              {t("reading.offer")}
            </Button>
          </div>
          <ErrorState error={offer.error} />
        </>
      ) : null}
    </Notice>
  );
}

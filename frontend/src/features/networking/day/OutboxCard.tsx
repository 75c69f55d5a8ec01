import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import classes from "./day.module.css";
import { forget, type WaitingCheckIn } from "./outbox";

/** What waits for the line, and what the server refused. */
export function OutboxCard({ waiting }: { waiting: readonly WaitingCheckIn[] }) {
  const { t } = useTranslation();
  const unsent = waiting.filter(({ refused }) => !refused);
  const refused = waiting.filter((one) => one.refused);
  return (
    <>
      {unsent.length > 0 ? (
        <Notice tone="warn">
          <p>{t("day.waiting", { count: unsent.length })}</p>
          <p className={classes.soft}>{unsent.map(({ name }) => name).join(", ")}</p>
        </Notice>
      ) : null}
      {refused.map((one) => (
        <Notice key={one.key} tone="bad">
          <p>
            <strong>{one.name}</strong> {one.refused}
          </p>
          <Button size="xs" variant="default" onClick={() => forget(one.key)}>
            {t("day.understood")}
          </Button>
        </Notice>
      ))}
    </>
  );
}

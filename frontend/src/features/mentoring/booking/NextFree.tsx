import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FreeStart } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "./booking.module.css";

type NextFreeProps = { starts: FreeStart[]; here: Clock; there: Clock; onPick: (startsAt: string) => void };

/** The next free starts, offered where the wanted one was just taken. */
export function NextFree({ starts, here, there, onPick }: NextFreeProps) {
  const { t } = useTranslation();
  const line = useMomentLine();
  if (starts.length === 0) return null;
  return (
    <Stack gap="xs">
      <h3>{t("booking.nextFree")}</h3>
      <ul className={classes.offers}>
        {starts.map(({ starts_at }) => (
          <li key={starts_at}>
            <Button variant="default" className={classes.offer} onClick={() => onPick(starts_at)}>
              {line(starts_at, here, there)}
            </Button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

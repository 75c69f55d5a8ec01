import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FreeStart } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import { TwoClocks } from "@/components/TwoClocks";
import classes from "./proposal.module.css";

type OfferedStartsProps = {
  starts: FreeStart[];
  here: string;
  there: string;
  /** What a tap on one does; without it they are only shown. */
  onTake?: ((start: string) => void) | undefined;
  busy?: boolean;
};

/** The offered starts on both clocks, each to be taken with one tap. */
export function OfferedStarts({ starts, here, there, onTake, busy = false }: OfferedStartsProps) {
  const { t } = useTranslation();
  const line = useMomentLine();
  return (
    <ul className={classes.starts}>
      {starts.map(({ starts_at, ends_at }) => (
        <li key={starts_at}>
          <TwoClocks at={starts_at} until={ends_at} here={here} there={there} size="sm" />
          {onTake ? (
            <Button
              size="md"
              disabled={busy}
              aria-label={`${t("proposal.take")}: ${line(starts_at, here, there)}`}
              onClick={() => onTake(starts_at)}
            >
              {t("proposal.take")}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FreeStart } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import { TwoClocks } from "@/components/TwoClocks";
import type { Clock } from "@/lib/whoseClock";
import classes from "./proposal.module.css";

type OfferedStartsProps = {
  starts: FreeStart[];
  here: Clock;
  there: string;
  /** What a tap on one does; without it they are only shown. */
  onTake?: ((start: string) => void) | undefined;
  busy?: boolean;
  /** It is not agreed with that: the other side is asked then. */
  needsBoth?: boolean;
  /** The one that the reader chose in the message: it comes first and stands out. */
  chosen?: string | null;
};

/** The offered starts on both clocks, each to be taken with one tap. */
export function OfferedStarts(props: OfferedStartsProps) {
  const { starts, here, there, onTake, busy = false, needsBoth = false, chosen } = props;
  const { t } = useTranslation();
  const word = t(needsBoth ? "proposal.suits" : "proposal.take");
  const line = useMomentLine();
  const isOffered = starts.some((start) => start.starts_at === chosen);
  const inOrder = [...starts].sort((a, b) => Number(b.starts_at === chosen) - Number(a.starts_at === chosen));
  return (
    <ul className={classes.starts}>
      {inOrder.map(({ starts_at, ends_at }) => (
        <li key={starts_at}>
          <TwoClocks at={starts_at} until={ends_at} here={here} there={there} size="sm" />
          {onTake ? (
            <Button
              size="md"
              variant={isOffered && starts_at !== chosen ? "default" : "filled"}
              disabled={busy}
              aria-label={`${word}: ${line(starts_at, here, there)}`}
              onClick={() => onTake(starts_at)}
            >
              {word}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

import type { StoryEntry } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../session/session.module.css";
import { LineDetails, type Sides } from "./LineDetails";
import { LineSteps } from "./LineSteps";
import { lastStep, linesOf } from "./lines";
import { useLineTitle } from "./useLineTitle";

const failures = ["calendar.failed", "message.failed", "message.undelivered"];

type TimelineProps = { entries: StoryEntry[]; sides?: Sides | undefined; here: Clock; there: string };

export function Timeline({ entries, sides, here, there }: TimelineProps) {
  const title = useLineTitle();
  const momentLine = useMomentLine();
  return (
    <ol className={classes.timeline}>
      {linesOf(entries).map((line) => {
        const { at, actor, action } = lastStep(line);
        return (
          <li key={line.key} data-kind={line.kind} data-failed={failures.includes(action) || undefined}>
            <strong>{title(line)}</strong>
            <LineDetails line={line} sides={sides} here={here} there={there} />
            <small>
              <time dateTime={at}>{momentLine(at, here, there)}</time>
              {actor ? ` · ${actor}` : ""}
            </small>
            <LineSteps line={line} zone={here} />
          </li>
        );
      })}
    </ol>
  );
}

import type { SessionDetail, StoryEntry } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import classes from "../session/session.module.css";
import { LineDetails } from "./LineDetails";
import { LineSteps } from "./LineSteps";
import { lastStep, linesOf } from "./lines";
import { useLineTitle } from "./useLineTitle";

type TimelineProps = { entries: StoryEntry[]; session: SessionDetail; here: string; there: string };

export function Timeline({ entries, session, here, there }: TimelineProps) {
  const title = useLineTitle();
  const momentLine = useMomentLine();
  return (
    <ol className={classes.timeline}>
      {linesOf(entries).map((line) => {
        const { at, actor } = lastStep(line);
        return (
          <li key={line.key} data-kind={line.kind}>
            <strong>{title(line)}</strong>
            <LineDetails line={line} session={session} here={here} there={there} />
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

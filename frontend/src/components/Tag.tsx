import type { ReactNode } from "react";
import classes from "./Tag.module.css";

export type Tone = "quiet" | "good" | "warn" | "bad" | "accent";

/** A small word that tells a state; the word carries it, not the colour. `plain` ones tell a mere fact. */
export function Tag({
  tone = "quiet",
  plain,
  children,
}: {
  tone?: Tone;
  plain?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={classes.badge} data-tone={tone} data-plain={plain || undefined}>
      {children}
    </span>
  );
}

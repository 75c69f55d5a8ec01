import type { ReactNode } from "react";
import classes from "./Tag.module.css";

export type Tone = "quiet" | "good" | "warn" | "bad" | "accent";

/** A small word with a dot that tells a state; the word, not the colour, carries it. */
export function Tag({ tone = "quiet", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}

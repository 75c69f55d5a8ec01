import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import classes from "./states.module.css";

type Tone = "info" | "good" | "warn" | "bad";
const icons: Record<Tone, IconName> = { info: "hours", good: "check", warn: "warning", bad: "warning" };

/** A message within a page. Bad news is announced at once, the rest politely. */
export function Notice({ tone = "info", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icons[tone]} />
      <div className={classes.body}>{children}</div>
    </div>
  );
}

import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import classes from "./states.module.css";

type EmptyStateProps = { icon: IconName; title: string; text: string; action?: ReactNode };

/** Says that there is nothing yet and what to do about it. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Icon name={icon} size={28} />
      <strong>{title}</strong>
      <p>{text}</p>
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}

import { type ReactNode, useId } from "react";
import classes from "./Card.module.css";

type CardProps = { title?: string; lead?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A titled part of a page; with a title it is a region that screen readers can jump to. */
export function Card({ title, lead, aside, children }: CardProps) {
  const id = useId();
  if (!title) return <div className={classes.card}>{children}</div>;
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {lead ? <p className={classes.lead}>{lead}</p> : null}
      {children}
    </section>
  );
}

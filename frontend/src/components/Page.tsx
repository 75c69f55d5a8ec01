import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import classes from "./Page.module.css";

type PageProps = {
  title: string;
  lead?: ReactNode;
  aside?: ReactNode;
  width?: "narrow" | "text" | "normal" | "wide";
  children: ReactNode;
};

/** A page: names itself to the browser, and takes the focus to its heading when one comes from another page. */
export function Page({ title, lead, aside, width = "normal", children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const arrivedWith = useRef(key);
  useEffect(() => {
    document.title = `${title} · Meridian`;
  }, [title]);
  useEffect(() => {
    // The first page of a visit has the key "default": there the browser's own start of reading order is right.
    if (arrivedWith.current !== "default") heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={classes.page} data-width={width}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <div className={classes.lead}>{lead}</div> : null}
        </div>
        {aside}
      </div>
      {children}
    </div>
  );
}

import type { ReactNode } from "react";
import type { SessionRow } from "@/api/types";
import { Card } from "@/components/Card";
import { SessionCardRow } from "../list/SessionCardRow";
import classes from "./home.module.css";

type SessionsCardProps = { title: string; lead?: string; sessions: SessionRow[]; empty?: ReactNode };

export function SessionsCard({ title, lead, sessions, empty }: SessionsCardProps) {
  if (sessions.length === 0 && !empty) return null;
  return (
    <Card title={title} lead={lead}>
      {sessions.length === 0 ? empty : null}
      <ul className={classes.list}>
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionCardRow session={session} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { Moment } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { serverNow } from "@/lib/clock";
import { StateTag } from "../StateTag";
import sessionClasses from "../session/session.module.css";
import classes from "./pairs.module.css";
import { RatingForm } from "./RatingForm";

type PairSession = Pair["sessions"][number];

/** Every session of the two with its notes; one that is over can be rated. */
export function PairSessionsCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  return (
    <Card title={t("pairs.ourSessions")} lead={pair.sessions.length ? null : t("pairs.noSessions")}>
      <ol className={classes.items}>
        {pair.sessions.map((session) => (
          <li key={session.id}>
            <SessionOfPair pair={pair} session={session} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function SessionOfPair({ pair, session }: { pair: Pair; session: PairSession }) {
  const { t } = useTranslation();
  const ownClock = useOwnClock();
  const [rates, setRates] = useState(false);
  const tookPlace = session.state === "confirmed" || session.state === "completed";
  const isOver = tookPlace && Date.parse(session.ends_at) <= serverNow().getTime();
  const own = pair.own_ratings.find((rating) => rating.session === session.id);
  return (
    <div className={classes.progress}>
      <div className={classes.tags}>
        <Link to={`/sessions/${session.id}`}>
          <Moment at={session.starts_at} zone={ownClock} />
        </Link>
        <StateTag state={session.state} />
        {own ? <small>{t("pairs.youRated", { count: own.score })}</small> : null}
      </div>
      {session.notes.length ? (
        <ul className={sessionClasses.notes}>
          {session.notes.map((note) => (
            <li key={note.at + note.author_name}>
              <small>{note.author_name}</small>
              {note.text}
            </li>
          ))}
        </ul>
      ) : null}
      {isOver && pair.may.includes("rate") && !rates ? (
        <div>
          <Button size="xs" variant="default" onClick={() => setRates(true)}>
            {t(own ? "pairs.rateAgain" : "pairs.rateSession")}
          </Button>
        </div>
      ) : null}
      {rates ? <RatingForm pair={pair} session={session.id} /> : null}
    </div>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AnswerRow, Cycle } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Tag } from "@/components/Tag";
import { useMomentInWords } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { takesAnswers, usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";

const tones = { sent: "good", draft: "warn", none: "quiet" } as const;

/** Who has answered and who has not; a coordinator can remind them, or answer for somebody. */
export function AnswersCard({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSuccess = usePairingChanged();
  const path = { cycle_id: cycle.id };
  const answers = api.useQuery(
    "get",
    "/api/cycles/{cycle_id}/answers/",
    { params: { path } },
    { refetchInterval: 15_000 },
  );
  const remind = api.useMutation("post", "/api/cycles/{cycle_id}/remind/", { onSuccess });
  const rows = answers.data ?? [];
  const sent = rows.filter((row) => row.state === "sent").length;
  const remindAll = async () => {
    const told = await remind.mutateAsync({ params: { path } }).catch(() => null);
    if (told) tell(t("pairing.reminded", { count: told.people }));
  };
  return (
    <Card
      title={t("pairing.answers")}
      lead={t("pairing.answered", { sent, all: rows.length })}
      aside={
        takesAnswers(cycle) ? (
          <Button variant="default" loading={remind.isPending} onClick={remindAll}>
            {t("pairing.remind")}
          </Button>
        ) : null
      }
    >
      <progress
        className={classes.bar}
        max={rows.length || 1}
        value={sent}
        aria-label={t("pairing.answered", { sent, all: rows.length })}
      />
      <ErrorState error={answers.error ?? remind.error} />
      {answers.isPending ? <Loading rows={4} height={44} /> : null}
      {(["startup", "expert"] as const).map((side) => (
        <section key={side} className={classes.side}>
          <h3>{t(`pairing.sides.${side}`)}</h3>
          <ul className={classes.answers}>
            {rows
              .filter((row) => row.side === side)
              .map((row) => (
                <li key={row.id}>
                  <AnswerLine cycle={cycle} row={row} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

function AnswerLine({ cycle, row }: { cycle: Cycle; row: AnswerRow }) {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const language = useLanguage();
  const zone = useOwnClock();
  const due = row.due_at ? moment(row.due_at, zone) : "–";
  return (
    <>
      <Link to={`/pairing/${cycle.id}/wish?${row.side}=${row.id}`}>
        {inLanguage(language, row.name_ko, row.name_en)}
      </Link>
      <Tag tone={tones[row.state]}>{t(`pairing.said.${row.state}`)}</Tag>
      <span className={classes.soft}>
        {row.state === "sent"
          ? t(row.for_them ? "pairing.namedForThem" : "pairing.named", { count: row.named })
          : t("pairing.dueBy", { due })}
      </span>
    </>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Card } from "@/components/Card";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { diffLines } from "./diffLines";
import { wordsOf } from "./templates";
import classes from "./templates.module.css";

type HistoryCardProps = { template: Template; isPending: boolean; onRestore: (number: number) => void };

/** What the message has said so far, the last first: who changed which lines, and the way back. */
export function HistoryCard({ template, isPending, onRestore }: HistoryCardProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { history } = template;
  return (
    <Card title={t("templates.history")} lead={history.length === 0 ? t("templates.noHistory") : undefined}>
      <ol className={classes.history}>
        {history.map((wording, place) => {
          const [before, after] = [wordsOf(template, history[place + 1]), wordsOf(template, wording)];
          return (
            <li key={wording.number}>
              <div className={classes.wording}>
                <strong>{t("templates.number", { number: wording.number })}</strong>
                {place === 0 ? <Tag tone="good">{t("templates.now")}</Tag> : null}
                {wording.is_built_in ? (
                  <Tag>{t(template.is_approved ? "templates.notApproved" : "templates.builtIn")}</Tag>
                ) : null}
                {wording.restores ? (
                  <Tag plain>{t("templates.repeats", { number: wording.restores })}</Tag>
                ) : null}
                <span className={classes.soft}>
                  {wording.by} · <Moment at={wording.at} zone={clockOf(me)} />
                </span>
              </div>
              <Changes before={textOf(before)} after={textOf(after)} />
              {place > 0 && !wording.is_built_in ? (
                <Button
                  variant="default"
                  size="sm"
                  loading={isPending}
                  aria-label={t("templates.restoreThis", { number: wording.number })}
                  onClick={() => onRestore(wording.number)}
                >
                  {t("templates.restore")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

const textOf = ({ subject, body }: { subject: string; body: string }) =>
  subject ? `${subject}\n\n${body}` : body;

function Changes({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation();
  const lines = diffLines(before, after);
  return (
    <pre className={classes.diff}>
      {lines.map(({ sign, line }, number) => {
        const said = line || " ";
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never change their place
        if (sign === "same") return <span key={number}>{said}</span>;
        const Mark = sign === "gone" ? "del" : "ins";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Mark key={number} aria-label={`${t(`templates.signs.${sign}`)}: ${said}`}>
            {said}
          </Mark>
        );
      })}
    </pre>
  );
}

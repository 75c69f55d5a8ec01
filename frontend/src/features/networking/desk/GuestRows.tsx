import { Button, Checkbox, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk, EventRegistration } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useTell } from "@/components/useTell";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { momentText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { registrationTones } from "../events";
import classes from "../events.module.css";
import { approvable } from "./approvable";
import { DecisionDialog } from "./DecisionDialog";

const picturesOf = (consent: boolean | null) =>
  consent === null ? "events.photosUnanswered" : consent ? "events.photosYes" : "events.photosNo";
const declinable = ["invited", "pending", "waitlisted", "offered", "approved"];
type Decision = { row: EventRegistration; deed: "approve" | "decline" };

type GuestRowsProps = {
  event: EventDesk;
  rows: EventRegistration[];
  chosen: ReadonlySet<number>;
  onChoose: (id: number, isChosen: boolean) => void;
  onRenew: (row: EventRegistration) => void;
};

/** One page of registrations, and what can be decided about each. */
export function GuestRows({ event, rows, chosen, onChoose, onRenew }: GuestRowsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const [decision, setDecision] = useState<Decision | null>(null);
  const copy = async (row: EventRegistration) => {
    await navigator.clipboard.writeText(row.guest_link);
    tell(t("events.linkCopied"));
  };
  const zone = event.time_zone;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>
              <VisuallyHidden>{t("events.choose")}</VisuallyHidden>
            </th>
            <th>{t("events.guest")}</th>
            <th>{t("events.state")}</th>
            <th>{t("events.since", { place: placeName(zone, language) })}</th>
            <th>{t("events.deeds")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = inLanguage(language, row.name_ko, row.name_en);
            const who = row.kind === "startup" ? row.person_name : row.organisation;
            return (
              <tr key={row.id}>
                <td>
                  {approvable.includes(row.state) ? (
                    <Checkbox
                      aria-label={t("events.chooseNamed", { name })}
                      checked={chosen.has(row.id)}
                      onChange={(changed) => onChoose(row.id, changed.currentTarget.checked)}
                    />
                  ) : null}
                </td>
                <td>
                  <strong>{name}</strong>
                  <div className={classes.soft}>
                    {t(`events.kinds.${row.kind}`)} · {who} · {row.email}
                  </div>
                  {row.companions.length > 0 ? (
                    <div className={classes.soft}>
                      {t("events.comesWith", { names: row.companions.join(", ") })}
                    </div>
                  ) : null}
                  <div className={classes.soft}>{t(picturesOf(row.photo_consent))}</div>
                </td>
                <td>
                  <Tag tone={registrationTones[row.state]}>{t(`events.registrationStates.${row.state}`)}</Tag>
                </td>
                <td>{momentText(row.since, zone, language)}</td>
                <td>
                  <div className={classes.deeds}>
                    {approvable.includes(row.state) ? (
                      <Button
                        size="xs"
                        aria-label={`${t("events.approve")}: ${name}`}
                        onClick={() => setDecision({ row, deed: "approve" })}
                      >
                        {t("events.approve")}
                      </Button>
                    ) : null}
                    {declinable.includes(row.state) ? (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`${t("events.decline")}: ${name}`}
                        onClick={() => setDecision({ row, deed: "decline" })}
                      >
                        {t("events.decline")}
                      </Button>
                    ) : null}
                    {row.kind === "contact" ? (
                      <Button
                        size="xs"
                        variant="subtle"
                        aria-label={`${t("events.copyLink")}: ${name}`}
                        onClick={() => void copy(row)}
                      >
                        {t("events.copyLink")}
                      </Button>
                    ) : null}
                    {row.kind === "contact" ? (
                      <Button
                        size="xs"
                        variant="subtle"
                        aria-label={`${t("events.newLink")}: ${name}`}
                        onClick={() => onRenew(row)}
                      >
                        {t("events.newLink")}
                      </Button>
                    ) : null}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {decision ? (
        <DecisionDialog slug={event.slug} decision={decision} onClose={() => setDecision(null)} />
      ) : null}
    </div>
  );
}

import { useTranslation } from "react-i18next";
import type { SendingStanding } from "@/api/types";
import classes from "./sending.module.css";

/** What waits, and the caps and paces with what is used of them. */
export function SendingFacts({ sending }: { sending: SendingStanding }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const facts = [
    { name: t("sending.waiting"), value: number.format(sending.waiting) },
    {
      name: t("sending.thisHour"),
      value: t("sending.usedOf", {
        used: number.format(sending.texts_this_hour),
        most: number.format(sending.texts_per_hour),
      }),
    },
    {
      name: t("sending.perPerson"),
      value: t("sending.atMost", { most: number.format(sending.texts_per_person_and_day) }),
    },
    {
      name: t("sending.pace"),
      value: t("sending.perSecond", {
        messages: number.format(sending.messages_per_second),
        texts: number.format(sending.texts_per_second),
      }),
    },
    {
      name: t("sending.kept"),
      value: sending.kept_days
        ? t("sending.keptDays", { count: sending.kept_days })
        : t("sending.keptForGood"),
    },
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { LinkButton } from "@/components/LinkButton";
import { useLanguage } from "@/lib/i18n";
import { minuteText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./accounts.module.css";
import { useMe } from "./me";

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** How and when the hub reaches this person, with the way to change it. */
export function ReachCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const span = (from: string, until: string) =>
    `${minuteText(minuteOf(from), language)} – ${minuteText(minuteOf(until), language)}`;
  const number = me.phone_verified_at ? me.phone : `${me.phone} (${t("reach.unverified")})`;
  const texts = me.sms_allowed && me.phone ? number : t("reach.noTexts");
  const facts = [
    { name: t("signIn.email"), value: me.email },
    { name: t("reach.texts"), value: texts },
    { name: t("reach.quiet"), value: span(me.quiet_from, me.quiet_until) },
    { name: t("reach.meetings"), value: span(me.humane_from, me.humane_until) },
    { name: t("settings.zone"), value: placeName(me.time_zone, language) },
  ];
  return (
    <Card
      title={t("reach.title")}
      lead={t("reach.lead")}
      aside={
        <LinkButton to="/settings" variant="default">
          {t("nav.settings")}
        </LinkButton>
      }
    >
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

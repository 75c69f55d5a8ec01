import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { TwoClocks } from "@/components/TwoClocks";
import { clockOf, useMe } from "@/features/accounts/me";
import { ReachCard } from "@/features/accounts/ReachCard";
import { HoursCard } from "@/features/agenda/HoursCard";
import { GoogleCard } from "@/features/calendars/google/GoogleCard";
import { useNow } from "@/lib/clock";
import { zoneAt } from "@/lib/whoseClock";
import { oppositeZone } from "@/lib/zones";
import classes from "./home.module.css";

/** A networking contact's home: what the hub knows of their time, so that an event asks nothing more of them. */
export function ContactHome() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  return (
    <Page title={t("home.hello", { name: me.name })} lead={t("home.contactLead")}>
      <Notice>
        <p>{t("home.contactHint")}</p>
      </Notice>
      <div className={classes.columns}>
        <div>
          <HoursCard />
          <GoogleCard timeZone={clockOf(me)} />
        </div>
        <div>
          <Card title={t("mentors.now")}>
            <TwoClocks at={now} here={clockOf(me)} there={oppositeZone(zoneAt(clockOf(me), now))} />
          </Card>
          <ReachCard />
        </div>
      </div>
    </Page>
  );
}

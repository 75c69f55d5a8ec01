import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Icon } from "@/components/Icon";
import { Moment } from "@/components/TimeLine";
import { TwoClocks } from "@/components/TwoClocks";
import type { Clock } from "@/lib/whoseClock";
import { GroupToCalendar } from "./GroupToCalendar";
import classes from "./groups.module.css";

type WhenCardProps = { group: GroupDetail; here: Clock; there: string; takesPart: boolean };

/** The hour on both clocks, until when people can join, and the way into a calendar and the call. */
export function WhenCard({ group, here, there, takesPart }: WhenCardProps) {
  const { t } = useTranslation();
  const isOpen = group.state === "open";
  return (
    <Card title={t("session.when")}>
      <TwoClocks at={group.starts_at} until={group.ends_at} here={here} there={there} size="lg" />
      {isOpen ? (
        <p className={classes.policy}>
          {t("groups.closesAt")} <Moment at={group.closes_at} zone={here} />
        </p>
      ) : null}
      {isOpen && takesPart ? (
        <div className={classes.buttons}>
          {group.meet_url ? (
            <Button
              component="a"
              href={group.meet_url}
              target="_blank"
              rel="noreferrer"
              leftSection={<Icon name="video" />}
            >
              {t(isMeet(group.meet_url) ? "session.meet" : "session.room")}
            </Button>
          ) : null}
          <GroupToCalendar group={group} />
        </div>
      ) : null}
    </Card>
  );
}

/** Whether the room is Google's, and not the hub's own that stands in for it. */
function isMeet(url: string): boolean {
  return url.startsWith("https://meet.google.com/");
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Icon } from "@/components/Icon";
import { Moment } from "@/components/TimeLine";
import { TwoClocks } from "@/components/TwoClocks";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./groups.module.css";

type WhenCardProps = { group: GroupDetail; here: string; there: string; takesPart: boolean };

/** The hour on both clocks, until when people can join, and the way into a calendar and the call. */
export function WhenCard({ group, here, there, takesPart }: WhenCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
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
              {t("session.meet")}
            </Button>
          ) : null}
          <AddToCalendar
            title={inLanguage(language, group.title_ko, group.title_en)}
            startsAt={group.starts_at}
            endsAt={group.ends_at}
            path={`/groups/${group.id}`}
            meetUrl={group.meet_url}
            file={`/api/groups/${group.id}/invitation.ics`}
          />
        </div>
      ) : null}
    </Card>
  );
}

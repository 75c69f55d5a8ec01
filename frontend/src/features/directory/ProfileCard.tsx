import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExpertDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { TwoClocks } from "@/components/TwoClocks";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Clock } from "@/lib/whoseClock";
import { Avatar } from "./Avatar";
import classes from "./directory.module.css";
import { TopicChips } from "./TopicChips";
import { useLanguageNames } from "./useLanguageNames";

/** Who a mentor is, and what time it is for both now. */
export function ProfileCard({ expert, timeZone }: { expert: ExpertDetail; timeZone: Clock }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const languageNames = useLanguageNames();
  const now = useNow();
  return (
    <Card>
      <div className={classes.profile}>
        <Group gap="md" wrap="nowrap">
          <Avatar name={expert.name} large />
          <div>
            <p>{inLanguage(language, expert.headline_ko, expert.headline_en)}</p>
            <span className={classes.organisation}>
              {expert.organisation} · {languageNames(expert.languages)}
            </span>
          </div>
        </Group>
        <TopicChips slugs={expert.topics} />
        <p className={classes.bio}>{inLanguage(language, expert.bio_ko, expert.bio_en)}</p>
        <h2>{t("mentors.now")}</h2>
        <TwoClocks at={now} here={timeZone} there={expert.zone_now} size="sm" />
      </div>
    </Card>
  );
}

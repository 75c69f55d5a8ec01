import { Button, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import { startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dayText } from "@/lib/time";
import classes from "./slots.module.css";
import type { StartsOfDay } from "./starts";

type JumpsProps = {
  days: StartsOfDay[];
  /** What is shown: the first day and the day after it, or one day twice. */
  before: string;
  after: string;
  isEnd: boolean;
  onJump: (day: string) => void;
};

/** Straight to the nearest days with free starts before and after what is shown. */
export function Jumps({ days, before, after, isEnd, onJump }: JumpsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const previous = days.findLast(({ day }) => day < before)?.day;
  const next = days.find(({ day }) => (before === after ? day > after : day >= after))?.day;
  const text = (day: string) => dayText(startOfDay(day, "UTC"), "UTC", language);
  return (
    <div className={classes.jumps}>
      <Button
        variant="subtle"
        size="compact-md"
        className={classes.jump}
        leftSection={<Icon name="left" size={16} />}
        disabled={!previous}
        onClick={() => previous && onJump(previous)}
      >
        <VisuallyHidden>{t("slots.previousFree")} </VisuallyHidden>
        {previous ? text(previous) : t("slots.noneBefore")}
      </Button>
      <span className={classes.jumpsTitle}>{t("slots.jumps")}</span>
      <Button
        variant="subtle"
        size="compact-md"
        className={classes.jump}
        rightSection={<Icon name="right" size={16} />}
        disabled={!next}
        onClick={() => next && onJump(next)}
      >
        <VisuallyHidden>{t("slots.nextFree")} </VisuallyHidden>
        {next ? text(next) : t(isEnd ? "slots.noneLater" : "slots.noneKnown")}
      </Button>
    </div>
  );
}

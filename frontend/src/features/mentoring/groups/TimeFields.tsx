import { Checkbox, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TwoClocks } from "@/components/TwoClocks";
import { clockOf, useMe } from "@/features/accounts/me";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import type { ProblemError } from "@/lib/problem";
import { zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import { type Draft, startOf } from "./draft";
import classes from "./groups.module.css";
import { NumberFields } from "./NumberFields";

type TimeFieldsProps = {
  draft: Draft;
  there: string;
  problem: ProblemError | null;
  fill: (changes: Partial<Draft>) => void;
};

/** When, on the clock of whoever fills it in, with the other side's beside it; and the numbers. */
export function TimeFields({ draft, there, problem, fill }: TimeFieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const startsAt = startOf(draft, me);
  const place = placeName(zoneAt(clockOf(me), startsAt ?? serverNow()), language);
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label={t("groups.on")}
          type="date"
          required
          withAsterisk={false}
          size="md"
          value={draft.on}
          error={problem?.on("starts_at")}
          onChange={(event) => fill({ on: event.currentTarget.value })}
        />
        <TextInput
          label={t("groups.at", { place })}
          type="time"
          required
          withAsterisk={false}
          size="md"
          value={draft.at}
          onChange={(event) => fill({ at: event.currentTarget.value })}
        />
      </div>
      {startsAt ? (
        <div className={classes.preview}>
          <TwoClocks at={startsAt} here={clockOf(me)} there={there} />
        </div>
      ) : null}
      <NumberFields draft={draft} problem={problem} fill={fill} />
      <Checkbox
        label={t("groups.outsideRules")}
        checked={draft.outside_rules}
        onChange={(event) => fill({ outside_rules: event.currentTarget.checked })}
      />
    </>
  );
}

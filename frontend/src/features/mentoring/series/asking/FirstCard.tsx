import { NativeSelect, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExpertDetail, Programme } from "@/api/types";
import { Card } from "@/components/Card";
import { TwoClocks } from "@/components/TwoClocks";
import { useMe } from "@/features/accounts/me";
import { useClocks } from "@/features/agenda/picker/useFreeStarts";
import { SlotPicker } from "@/features/agenda/SlotPicker";
import { useAsOptions } from "@/features/directory/options";
import classes from "../series.module.css";

type FirstCardProps = {
  expert: ExpertDetail;
  offered: Programme[];
  programme: Programme;
  start: string | null;
  onChange: (changes: Record<string, string>) => void;
};

/** The programme, and the first of the sessions: day and hour of all of them follow from it. */
export function FirstCard({ expert, offered, programme, start, onChange }: FirstCardProps) {
  const { t } = useTranslation();
  const asOptions = useAsOptions();
  const me = useMe();
  const zones = { here: me.time_zone, there: expert.time_zone };
  const clocks = useClocks({ expertId: expert.id, programme: programme.slug }, zones, start);
  return (
    <Card title={t("series.first")} lead={t("series.firstHint")}>
      <Stack gap="lg">
        <NativeSelect
          label={t("booking.programme")}
          size="md"
          value={programme.slug}
          onChange={(event) => onChange({ programme: event.currentTarget.value, start: "" })}
          data={asOptions(offered)}
        />
        <SlotPicker
          key={programme.slug}
          expertId={expert.id}
          programme={programme.slug}
          {...zones}
          value={start}
          onPick={(picked) => onChange({ start: picked })}
        />
        {start ? (
          <div className={classes.sunken}>
            <TwoClocks at={start} {...clocks} />
          </div>
        ) : null}
      </Stack>
    </Card>
  );
}

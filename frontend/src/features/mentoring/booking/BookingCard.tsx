import { NativeSelect, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { ExpertDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Tag } from "@/components/Tag";
import { useMe } from "@/features/accounts/me";
import { SlotPicker } from "@/features/agenda/SlotPicker";
import { useAsOptions } from "@/features/directory/options";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { QuotaBars } from "../quota/QuotaBars";
import { BookingModes } from "../series/asking/BookingModes";
import { BesideCard } from "./BesideCard";
import { BookingForm } from "./BookingForm";
import classes from "./booking.module.css";
import { besideAsked, useBeside } from "./useBeside";

/** Choosing a programme and a start with a mentor, then saying what for. */
export function BookingCard({ expert }: { expert: ExpertDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const asOptions = useAsOptions();
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const startsAt = params.get("start");
  const beside = useBeside(expert.id);
  const programmes = useProgrammes();
  const offered = (programmes.data?.results ?? []).filter(({ expert_kind }) => expert_kind === expert.kind);
  const programme = offered.find(({ slug }) => slug === params.get("programme")) ?? offered[0];
  const remember = (changes: Record<string, string>) =>
    setParams((before) => ({ ...Object.fromEntries(before), ...changes }), {
      replace: true,
      preventScrollReset: true,
    });
  const pick = (start: string) => remember({ start });
  return (
    <Stack gap="lg">
      <BookingModes expertId={expert.id} regular={false} />
      <Card title={t("booking.when")}>
        <Stack gap="lg">
          <ErrorState error={programmes.error} onRetry={programmes.refetch} />
          {programmes.data && offered.length === 0 ? (
            <EmptyState
              icon="calendar"
              title={t("booking.noProgramme")}
              text={t("booking.noProgrammeHint")}
            />
          ) : null}
          <NativeSelect
            label={t("booking.programme")}
            description={programme ? inLanguage(language, programme.summary_ko, programme.summary_en) : " "}
            inputWrapperOrder={["label", "input", "description"]}
            size="md"
            value={programme?.slug ?? ""}
            onChange={(event) => remember({ programme: event.currentTarget.value })}
            data={asOptions(offered)}
          />
          {programme ? (
            <div className={classes.policy}>
              <Tag plain>{t("booking.minutes", { count: programme.session_minutes })}</Tag>
              <Tag plain>{t(`booking.approval.${programme.approval}`)}</Tag>
              <Tag plain>{t("booking.notice", { count: programme.notice_hours })}</Tag>
            </div>
          ) : null}
          {programme && programme.quota.length > 0 ? <QuotaBars periods={programme.quota} /> : null}
          <SlotPicker
            key={programme?.slug}
            expertId={expert.id}
            programme={programme?.slug ?? ""}
            beside={besideAsked(beside)}
            here={me.time_zone}
            there={expert.time_zone}
            value={startsAt}
            onPick={pick}
            day={params.get("day")}
            onDay={(day) => remember({ day })}
          />
        </Stack>
      </Card>
      <BesideCard expert={expert} beside={beside} startsAt={startsAt} />
      {programme && startsAt ? (
        <BookingForm
          expert={expert}
          programme={programme}
          beside={beside}
          startsAt={startsAt}
          onPick={pick}
        />
      ) : null}
    </Stack>
  );
}

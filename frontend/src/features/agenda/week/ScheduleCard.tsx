import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schedule } from "@/api/types";
import { Card } from "@/components/Card";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./hours.module.css";
import { freeName, type ScheduleEdits } from "./useScheduleEdits";

type ScheduleCardProps = { edits: ScheduleEdits; shown: Schedule; onShow: (name: string) => void };

/** Which schedules there are, and of the one shown: its name, what uses it, copying and removing it. */
export function ScheduleCard({ edits, shown, onShow }: ScheduleCardProps) {
  const { t } = useTranslation();
  const { schedules } = edits;
  const nameOf = ({ name }: Schedule) => (name === "default" ? t("schedules.default") : name);
  const make = (name: string, ranges: Schedule["ranges"]) => {
    const schedule = { name: freeName(schedules, name), is_default: false, used_for: [], ranges };
    edits.add(schedule);
    onShow(schedule.name);
  };
  const rename = (to: string) => {
    if (!to || schedules.some((one) => one !== shown && one.name === to)) return;
    edits.rename(shown.name, to);
    onShow(to);
  };
  return (
    <Card title={t("schedules.title")} lead={t("schedules.lead")}>
      <Stack gap="md">
        <SegmentedFilter
          label={t("schedules.title")}
          value={shown.name}
          options={schedules.map((one) => ({
            value: one.name,
            label:
              one.is_default && one.name !== "default"
                ? t("schedules.usual", { name: nameOf(one) })
                : nameOf(one),
          }))}
          onChange={onShow}
        />
        <Group gap="sm">
          <Button variant="default" onClick={() => make(t("schedules.newName"), [])}>
            {t("schedules.add")}
          </Button>
          <Button
            variant="default"
            onClick={() => make(t("schedules.copyName", { name: nameOf(shown) }), shown.ranges)}
          >
            {t("schedules.copy")}
          </Button>
          {shown.is_default ? null : (
            <>
              <Button variant="default" onClick={() => edits.makeDefault(shown.name)}>
                {t("schedules.makeDefault")}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  edits.remove(shown.name);
                  onShow("");
                }}
              >
                {t("schedules.remove")}
              </Button>
            </>
          )}
        </Group>
        {schedules.length > 1 ? (
          <div className={classes.scheduleForm}>
            <TextInput
              key={shown.name}
              label={t("schedules.name")}
              size="md"
              maxLength={60}
              defaultValue={nameOf(shown)}
              onBlur={(event) => {
                const to = event.currentTarget.value.trim();
                if (to !== nameOf(shown)) rename(to);
              }}
            />
            {shown.is_default ? <p>{t("schedules.usedForRest")}</p> : <UsedFor edits={edits} shown={shown} />}
          </div>
        ) : null}
      </Stack>
    </Card>
  );
}

function UsedFor({ edits, shown }: { edits: ScheduleEdits; shown: Schedule }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: programmes } = useProgrammes();
  return (
    <fieldset className={classes.usedFor}>
      <legend>{t("schedules.usedFor")}</legend>
      {programmes?.results.map(({ slug, name_ko, name_en }) => (
        <Checkbox
          key={slug}
          size="md"
          label={inLanguage(language, name_ko, name_en)}
          checked={shown.used_for.includes(slug)}
          onChange={(event) => edits.use(shown.name, slug, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { ZoneSelect } from "@/components/ZoneSelect";
import { api } from "@/lib/api";
import { changeLanguage } from "@/lib/i18n";
import { isLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import classes from "./accounts.module.css";
import { CountrySelect } from "./CountrySelect";

const hours = ["humane_from", "humane_until", "quiet_from", "quiet_until"] as const;

export function ProfileForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [form, setForm] = useState(me);
  const save = api.useMutation("patch", "/api/me/");
  const problem = asProblem(save.error);
  const change = (changes: Partial<Me>) => setForm((before) => ({ ...before, ...changes }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { language, time_zone, country, humane_from, humane_until, quiet_from, quiet_until } = form;
    const body = { language, time_zone, country, humane_from, humane_until, quiet_from, quiet_until };
    const saved = await save.mutateAsync({ body }).catch(() => null);
    if (!saved) return;
    await changeLanguage(saved.language);
    await queries.invalidateQueries();
    tell(t("settings.saved"));
  };
  return (
    <Card title={t("settings.profile")} lead={t("settings.profileLead")}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <div className={classes.fields}>
            <NativeSelect
              label={t("settings.language")}
              size="md"
              value={form.language}
              onChange={({ currentTarget: { value } }) => isLanguage(value) && change({ language: value })}
              data={[
                { value: "ko", label: "한국어" },
                { value: "en", label: "English" },
              ]}
            />
            <ZoneSelect
              label={t("settings.zone")}
              value={form.time_zone}
              error={problem?.on("time_zone")}
              onChange={(time_zone) => change({ time_zone })}
            />
            <CountrySelect
              value={form.country}
              error={problem?.on("country")}
              onChange={(country) => change({ country })}
            />
          </div>
          <div className={classes.fields}>
            {hours.map((name) => (
              <TextInput
                key={name}
                label={t(`settings.${name}`)}
                type="time"
                step={900}
                size="md"
                required
                withAsterisk={false}
                value={form[name].slice(0, 5)}
                error={problem?.on(name)}
                onChange={({ currentTarget: { value } }) => change({ [name]: value })}
              />
            ))}
          </div>
          <ErrorState error={problem?.isAllOn(["time_zone", "country", ...hours]) ? null : save.error} />
          <div>
            <Button type="submit" size="md" loading={save.isPending}>
              {t("common.save")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}

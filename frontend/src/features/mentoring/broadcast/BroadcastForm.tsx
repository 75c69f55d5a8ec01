import { Button, Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { type Letter, roles, ways } from "./letter";

const languages = ["ko", "en"] as const;

type BroadcastFormProps = {
  letter: Letter;
  onChange: (changes: Partial<Letter>) => void;
  error: unknown;
  looking: boolean;
  onLook: () => void;
};

/** What is said to whom. Nothing leaves from here: it is looked at first. */
export function BroadcastForm({ letter, onChange, error, looking, onLook }: BroadcastFormProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLook();
  };
  return (
    <Card title={t("broadcast.write")}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Audience letter={letter} onChange={onChange} />
          <Checkbox.Group
            label={t("broadcast.channels")}
            value={letter.channels}
            onChange={(chosen) => onChange({ channels: ways.filter((way) => chosen.includes(way)) })}
          >
            <Group gap="md" mt="xs">
              {ways.map((way) => (
                <Checkbox key={way} size="md" value={way} label={t(`messages.channels.${way}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          {languages.map((language) => (
            <Words key={language} language={language} letter={letter} onChange={onChange} error={error} />
          ))}
          <Checkbox
            size="md"
            label={t("broadcast.promotional")}
            description={t("broadcast.promotionalHint")}
            checked={letter.promotional}
            onChange={({ currentTarget: { checked } }) => onChange({ promotional: checked })}
          />
          <ErrorState error={error} />
          <div>
            <Button
              type="submit"
              size="md"
              loading={looking}
              disabled={letter.audience.roles.length === 0 || letter.channels.length === 0}
            >
              {t("broadcast.look")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}

type PartProps = Pick<BroadcastFormProps, "letter" | "onChange">;

function Audience({ letter: { audience }, onChange }: PartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const programmes = api.useQuery("get", "/api/programmes/");
  const change = (changes: Partial<Letter["audience"]>) =>
    onChange({ audience: { ...audience, ...changes } });
  return (
    <Stack gap="md">
      <Checkbox.Group
        label={t("broadcast.roles")}
        value={audience.roles}
        onChange={(chosen) => change({ roles: roles.filter((role) => chosen.includes(role)) })}
      >
        <Group gap="md" mt="xs">
          {roles.map((role) => (
            <Checkbox key={role} size="md" value={role} label={t(`roles.${role}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <NativeSelect
        label={t("broadcast.programme")}
        size="md"
        value={audience.programme ?? ""}
        data={[
          { value: "", label: t("broadcast.anyProgramme") },
          ...(programmes.data?.results ?? []).map(({ slug, name_ko, name_en }) => ({
            value: slug,
            label: language === "ko" ? name_ko : name_en,
          })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ programme: value || null })}
      />
      <Checkbox
        size="md"
        label={t("broadcast.meetsSoon")}
        checked={audience.meets_soon}
        onChange={({ currentTarget: { checked } }) => change({ meets_soon: checked })}
      />
    </Stack>
  );
}

type WordsProps = PartProps & { language: (typeof languages)[number]; error: unknown };

function Words({ language, letter, onChange, error }: WordsProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const subject = `subject_${language}` as const;
  const body = `body_${language}` as const;
  return (
    <Stack gap="sm">
      <TextInput
        label={t(`broadcast.subject.${language}`)}
        lang={language}
        size="md"
        required
        withAsterisk={false}
        maxLength={150}
        value={letter[subject]}
        error={problem?.on(subject)}
        onChange={({ currentTarget: { value } }) => onChange({ [subject]: value })}
      />
      <Textarea
        label={t(`broadcast.body.${language}`)}
        lang={language}
        size="md"
        rows={4}
        required
        withAsterisk={false}
        maxLength={1000}
        value={letter[body]}
        error={problem?.on(body)}
        onChange={({ currentTarget: { value } }) => onChange({ [body]: value })}
      />
    </Stack>
  );
}

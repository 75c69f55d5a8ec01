import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useTopicsChanged } from "./useTopicsChanged";

const fields = ["name_ko", "name_en", "slug"] as const;

/** A topic with both of its names, and a short one for links and files that stays. */
export function NewTopicDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [topic, setTopic] = useState({ name_ko: "", name_en: "", slug: "" });
  const onSuccess = useTopicsChanged();
  const add = api.useMutation("post", "/api/topics/", { onSuccess });
  const problem = asProblem(add.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await add.mutateAsync({ body: topic }).catch(() => null))) return;
    tell(t("topics.added"));
    onClose();
  };
  return (
    <Dialog title={t("topics.new")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {fields.map((name) => (
            <TextInput
              key={name}
              size="md"
              label={t(`topics.${name}`)}
              description={name === "slug" ? t("topics.slugHint") : undefined}
              required
              withAsterisk={false}
              value={topic[name]}
              error={problem?.on(name)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setTopic((before) => ({ ...before, [name]: value }));
              }}
            />
          ))}
          {problem?.isAllOn(fields) ? null : <ErrorState error={add.error} />}
          <div>
            <Button type="submit" size="md" loading={add.isPending}>
              {t("topics.add")}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}

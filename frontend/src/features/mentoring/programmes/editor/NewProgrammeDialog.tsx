import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { kinds, useDeskChanged } from "../programmes";

const names = ["name_ko", "name_en", "slug"] as const;
const expertKinds = ["mentor", "consultant", "contact"] as const;

/** A new programme: what cannot be left out; all else is filled in afterwards. */
export function NewProgrammeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [draft, setDraft] = useState({
    name_ko: "",
    name_en: "",
    slug: "",
    kind: "mentoring" as (typeof kinds)[number],
    expert_kind: "mentor" as (typeof expertKinds)[number],
    joining: "application" as const,
  });
  const onSuccess = useDeskChanged();
  const make = api.useMutation("post", "/api/programme-desk/", { onSuccess });
  const problem = asProblem(make.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await make.mutateAsync({ body: draft }).catch(() => null);
    if (made) go(`/coordinator/programmes/${made.slug}`);
  };
  return (
    <Dialog title={t("programmes.new")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {names.map((name) => (
            <TextInput
              key={name}
              size="md"
              required
              withAsterisk={false}
              maxLength={name === "slug" ? 50 : 80}
              label={t(`programmes.fields.${name}`)}
              description={name === "slug" ? t("programmes.slugHint") : undefined}
              value={draft[name]}
              error={problem?.on(name)}
              onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
            />
          ))}
          <NativeSelect
            size="md"
            label={t("programmes.fields.kind")}
            value={draft.kind}
            data={kinds.map((kind) => ({ value: kind, label: t(`programmes.options.kind.${kind}`) }))}
            onChange={({ currentTarget }) =>
              setDraft({ ...draft, kind: currentTarget.value as typeof draft.kind })
            }
          />
          <NativeSelect
            size="md"
            label={t("programmes.fields.expert_kind")}
            value={draft.expert_kind}
            data={expertKinds.map((kind) => ({
              value: kind,
              label: t(`programmes.options.expert_kind.${kind}`),
            }))}
            onChange={({ currentTarget }) =>
              setDraft({ ...draft, expert_kind: currentTarget.value as typeof draft.expert_kind })
            }
          />
          {problem?.isAllOn(names) ? null : <ErrorState error={make.error} />}
          <Button type="submit" size="md" loading={make.isPending}>
            {t("programmes.make")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ProgrammeDesk } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useDeskChanged } from "../programmes";

const names = ["slug", "name_ko", "name_en", "starts_on"] as const;

/** The next term of a programme. */
export function CopyButton({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="md" variant="default" onClick={() => setOpen(true)}>
        {t("programmes.copy")}
      </Button>
      {isOpen ? <CopyDialog programme={programme} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CopyDialog({ programme, onClose }: { programme: ProgrammeDesk; onClose: () => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [draft, setDraft] = useState({
    slug: `${programme.slug}-2`,
    name_ko: programme.name_ko,
    name_en: programme.name_en,
    starts_on: "",
  });
  const onSuccess = useDeskChanged();
  const copy = api.useMutation("post", "/api/programme-desk/{slug}/copy/", { onSuccess });
  const problem = asProblem(copy.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { slug: programme.slug } }, body: draft };
    const made = await copy.mutateAsync(call).catch(() => null);
    if (!made) return;
    onClose();
    go(`/coordinator/programmes/${made.slug}`);
  };
  return (
    <Dialog title={t("programmes.copy")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t("programmes.copyLead")}</p>
          {names.map((name) => (
            <TextInput
              key={name}
              size="md"
              type={name === "starts_on" ? "date" : "text"}
              required
              withAsterisk={false}
              label={t(`programmes.fields.${name}`)}
              value={draft[name]}
              error={problem?.on(name)}
              onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
            />
          ))}
          {problem?.isAllOn(names) ? null : <ErrorState error={copy.error} />}
          <Button type="submit" size="md" loading={copy.isPending}>
            {t("programmes.copyNow")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { clockOf, isCoordinator, useMe } from "@/features/accounts/me";
import { ExpertSelect } from "@/features/directory/ExpertSelect";
import { useAsOptions } from "@/features/directory/options";
import { useProgrammes } from "@/features/directory/queries";
import { api } from "@/lib/api";
import { addDays, startOfDay } from "@/lib/days";
import { asProblem } from "@/lib/problem";
import classes from "./links.module.css";

const empty = { programme: "", expert: "", name: "", until: "" };

export function NewLinkForm({ onMade }: { onMade: () => void }) {
  const { t } = useTranslation();
  const asOptions = useAsOptions();
  const tell = useTell();
  const me = useMe();
  const hub = isCoordinator(me);
  const [wish, setWish] = useState(empty);
  const fill = (changes: Partial<typeof empty>) => setWish((before) => ({ ...before, ...changes }));
  const programmes = useProgrammes().data?.results ?? [];
  const programme = wish.programme || (programmes[0]?.slug ?? "");
  const make = api.useMutation("post", "/api/public-links/");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // The last day counts whole.
    const end = wish.until ? startOfDay(addDays(wish.until, 1), clockOf(me)).toISOString() : null;
    const expert = wish.expert ? Number(wish.expert) : null;
    const body = { programme, expert, name: wish.name, expires_at: end };
    if (!(await make.mutateAsync({ body }).catch(() => null))) return;
    setWish(empty);
    tell(t("links.made"));
    onMade();
  };
  return (
    <Card title={t("links.new")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div className={classes.fields}>
            <NativeSelect
              label={t("booking.programme")}
              size="md"
              value={programme}
              onChange={(event) => fill({ programme: event.currentTarget.value, expert: "" })}
              data={asOptions(programmes)}
            />
            {hub ? (
              <ExpertSelect
                key={programme}
                label={t("links.whose")}
                nobody={t("links.anybody")}
                programme={programme}
                chosen={wish.expert}
                onChange={(expert) => fill({ expert })}
              />
            ) : null}
            <TextInput
              label={t("links.name")}
              description={t("booking.optional")}
              inputWrapperOrder={["label", "input", "description"]}
              size="md"
              maxLength={80}
              value={wish.name}
              onChange={(event) => fill({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t("links.lastDay")}
              description={t("booking.optional")}
              inputWrapperOrder={["label", "input", "description"]}
              type="date"
              size="md"
              value={wish.until}
              error={asProblem(make.error)?.on("expires_at")}
              onChange={(event) => fill({ until: event.currentTarget.value })}
            />
          </div>
          <ErrorState error={asProblem(make.error)?.isAllOn(["expires_at"]) ? null : make.error} />
          <Button type="submit" size="md" loading={make.isPending} disabled={!programme}>
            {t("links.make")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

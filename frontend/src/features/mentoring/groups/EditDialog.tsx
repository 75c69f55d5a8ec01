import { Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { Changed } from "./Changed";
import { paramsUnder, useGroupChanged } from "./groups";
import { NumberFields } from "./NumberFields";
import { useSeenGroup } from "./useSeenGroup";
import { WordsFields } from "./WordsFields";

const names = [
  "title_ko",
  "title_en",
  "summary_ko",
  "summary_en",
  "seats",
  "closes_hours",
  "offer_hours",
] as const;
type Terms = Pick<GroupDetail, (typeof names)[number]>;

function termsOf(group: GroupDetail): Terms {
  const { title_ko, title_en, summary_ko, summary_en, seats, closes_hours, offer_hours } = group;
  return { title_ko, title_en, summary_ko, summary_en, seats, closes_hours, offer_hours };
}

/** Other words, numbers and hours; only what was touched here is sent, so what others changed meanwhile stays. */
export function EditDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const { seen, look } = useSeenGroup(group);
  const [touched, setTouched] = useState<Partial<Terms>>({});
  const onSuccess = useGroupChanged();
  const change = api.useMutation("patch", "/api/groups/{group_id}/", { onSuccess });
  const terms = { ...termsOf(seen), ...touched };
  const fill = (changes: Partial<Terms>) => setTouched((before) => ({ ...before, ...changes }));
  const problem = asProblem(change.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: paramsUnder(seen), body: touched };
    const done = await change.mutateAsync(call).catch(look);
    if (!done) return;
    tell(t("groups.saved"));
    onClose();
  };
  return (
    <Dialog title={t("groups.edit")} wide onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <WordsFields draft={terms} problem={problem} fill={fill} />
          <NumberFields draft={terms} problem={problem} fill={fill} />
          {problem?.isAllOn(names) ? null : <Changed error={change.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button
              type="submit"
              size="md"
              disabled={Object.keys(touched).length === 0}
              loading={change.isPending}
            >
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

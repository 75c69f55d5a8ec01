import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Topic } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useAsOptions } from "../options";
import { useTopicsChanged } from "./useTopicsChanged";

type TopicDialogProps = { topic: Topic; topics: Topic[]; onClose: () => void };
const uses = ["startup", "expert", "programmeexpert", "wish"] as const;
const fields = ["name_ko", "name_en"] as const;

/** Other names for a topic; and its end: deleted where nothing names it, else merged into another. */
export function TopicDialog({ topic, topics, onClose }: TopicDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [names, setNames] = useState({ name_ko: topic.name_ko, name_en: topic.name_en });
  const onSuccess = useTopicsChanged();
  const rename = api.useMutation("patch", "/api/topics/{topic}/", { onSuccess });
  const problem = asProblem(rename.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { topic: topic.slug } }, body: names };
    if (!(await rename.mutateAsync(call).catch(() => null))) return;
    tell(t("topics.renamed"));
    onClose();
  };
  return (
    <Dialog title={t("topics.one", { slug: topic.slug })} onClose={onClose}>
      <Stack gap="xl">
        <form onSubmit={submit}>
          <Stack gap="md">
            {fields.map((name) => (
              <TextInput
                key={name}
                size="md"
                label={t(`topics.${name}`)}
                required
                withAsterisk={false}
                value={names[name]}
                error={problem?.on(name)}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setNames((before) => ({ ...before, [name]: value }));
                }}
              />
            ))}
            {problem?.isAllOn(fields) ? null : <ErrorState error={rename.error} />}
            <div>
              <Button type="submit" size="md" loading={rename.isPending}>
                {t("topics.rename")}
              </Button>
            </div>
          </Stack>
        </form>
        <Ending topic={topic} topics={topics} onClose={onClose} />
      </Stack>
    </Dialog>
  );
}

function Ending({ topic, topics, onClose }: TopicDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const others = useAsOptions()(topics.filter(({ slug }) => slug !== topic.slug));
  const [into, setInto] = useState("");
  const params = { path: { topic: topic.slug } };
  const used = api.useQuery("get", "/api/topics/{topic}/uses/", { params }, { staleTime: 0 });
  const onSuccess = useTopicsChanged();
  const remove = api.useMutation("delete", "/api/topics/{topic}/", { onSuccess });
  const merge = api.useMutation("post", "/api/topics/{topic}/merge/", { onSuccess });
  const named = used.data?.length ? used.data : null;
  const nameOf = (by: string) => {
    const known = uses.find((use) => use === by);
    return t(`topics.uses.${known ?? "other"}`);
  };
  const end = async (done: Promise<unknown>, told: string) => {
    if ((await done.catch(() => null)) === null) return;
    tell(told);
    onClose();
  };
  return (
    <Stack gap="md">
      <p>
        {named
          ? t("topics.namedBy", { by: named.map(({ by, count }) => `${nameOf(by)} ${count}`).join(" · ") })
          : t(used.data ? "topics.namedByNobody" : "common.loading")}
      </p>
      <ErrorState error={used.error ?? remove.error ?? merge.error} />
      {named ? (
        <Group align="flex-end" gap="sm">
          <NativeSelect
            size="md"
            label={t("topics.into")}
            value={into}
            data={[{ value: "", label: "–" }, ...others]}
            onChange={(event) => setInto(event.currentTarget.value)}
          />
          <Button
            size="md"
            variant="default"
            disabled={!into}
            loading={merge.isPending}
            onClick={() => end(merge.mutateAsync({ params, body: { into } }), t("topics.merged"))}
          >
            {t("topics.merge")}
          </Button>
        </Group>
      ) : (
        <div>
          <Button
            size="md"
            variant="default"
            disabled={!used.data}
            loading={remove.isPending}
            onClick={() =>
              end(
                remove.mutateAsync({ params }).then(() => true),
                t("topics.deleted"),
              )
            }
          >
            {t("topics.delete")}
          </Button>
        </div>
      )}
    </Stack>
  );
}

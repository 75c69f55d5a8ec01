import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { dateText } from "@/lib/time";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";

/** What each of the two is to do, open ones first. */
export function ActionsCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const onSuccess = usePairChanged();
  const change = api.useMutation("patch", "/api/relations/{relation_id}/actions/{action_id}/", { onSuccess });
  const works = pair.may.includes("work");
  const actions = [...pair.actions].sort(
    (one, two) => Number(one.done_at !== null) - Number(two.done_at !== null),
  );
  const mark = (action_id: string, done: boolean) =>
    change.mutate({ params: { path: { relation_id: pair.id, action_id } }, body: { done } });
  return (
    <Card title={t("pairs.actions")} lead={actions.length ? null : t("pairs.noActions")}>
      <ul className={classes.items}>
        {actions.map((action) => (
          <li key={action.id}>
            <Checkbox
              label={action.text}
              description={[
                action.owner_name,
                action.due_on ? t("pairs.due", { day: dateText(action.due_on, serverNow(), language) }) : "",
              ]
                .filter(Boolean)
                .join(" · ")}
              checked={action.done_at !== null}
              disabled={!works}
              onChange={(event) => mark(action.id, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
      <ErrorState error={change.error} />
      {works ? <NewAction pair={pair} /> : null}
    </Card>
  );
}

function NewAction({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const me = useMe();
  const empty = { text: "", owner: String(me.id), due_on: "" };
  const [action, setAction] = useState(empty);
  const onSuccess = usePairChanged();
  const add = api.useMutation("post", "/api/relations/{relation_id}/actions/", { onSuccess });
  const problem = asProblem(add.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { text: action.text, owner: Number(action.owner), due_on: action.due_on || null };
    const call = { params: { path: { relation_id: pair.id } }, body };
    if (await add.mutateAsync(call).catch(() => null)) setAction(empty);
  };
  return (
    <form onSubmit={submit} className={classes.fields}>
      <TextInput
        label={t("pairs.newAction")}
        required
        withAsterisk={false}
        size="md"
        maxLength={500}
        value={action.text}
        error={problem?.on("text")}
        onChange={(event) => setAction({ ...action, text: event.currentTarget.value })}
      />
      <div className={classes.fields} data-pairs>
        <NativeSelect
          label={t("pairs.owner")}
          size="md"
          value={action.owner}
          onChange={(event) => setAction({ ...action, owner: event.currentTarget.value })}
          data={pair.people.map((person) => ({ value: String(person.id), label: person.name }))}
        />
        <TextInput
          type="date"
          label={t("pairs.dueOn")}
          size="md"
          value={action.due_on}
          error={problem?.on("due_on")}
          onChange={(event) => setAction({ ...action, due_on: event.currentTarget.value })}
        />
      </div>
      {problem?.isAllOn(["text", "due_on"]) ? null : <ErrorState error={add.error} />}
      <div>
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("pairs.addAction")}
        </Button>
      </div>
    </form>
  );
}

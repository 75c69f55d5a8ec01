import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";

/** Files that lie elsewhere, for both sides. */
export function LinksCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const [link, setLink] = useState({ title: "", url: "" });
  const onSuccess = usePairChanged();
  const add = api.useMutation("post", "/api/relations/{relation_id}/links/", { onSuccess });
  const remove = api.useMutation("delete", "/api/relations/{relation_id}/links/{link_id}/", { onSuccess });
  const works = pair.may.includes("work");
  const problem = asProblem(add.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { relation_id: pair.id } }, body: link };
    if (await add.mutateAsync(call).catch(() => null)) setLink({ title: "", url: "" });
  };
  return (
    <Card title={t("pairs.links")} lead={pair.links.length ? null : t("pairs.noLinks")}>
      <ul className={classes.items}>
        {pair.links.map(({ id, title, url, added_by_name }) => (
          <li key={id}>
            <div>
              <a href={url} target="_blank" rel="noreferrer">
                {title}
              </a>
              <small>{added_by_name}</small>
            </div>
            {works ? (
              <Button
                size="xs"
                variant="subtle"
                aria-label={t("pairs.removeNamed", { title })}
                onClick={() => remove.mutate({ params: { path: { relation_id: pair.id, link_id: id } } })}
              >
                {t("pairs.remove")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ErrorState error={remove.error} />
      {works ? (
        <form onSubmit={submit} className={classes.fields}>
          <TextInput
            label={t("pairs.linkTitle")}
            required
            withAsterisk={false}
            size="md"
            maxLength={120}
            value={link.title}
            onChange={(event) => setLink({ ...link, title: event.currentTarget.value })}
          />
          <TextInput
            type="url"
            label={t("pairs.linkUrl")}
            placeholder="https://"
            required
            withAsterisk={false}
            size="md"
            value={link.url}
            error={problem?.on("url")}
            onChange={(event) => setLink({ ...link, url: event.currentTarget.value })}
          />
          {problem?.isAllOn(["url"]) ? null : <ErrorState error={add.error} />}
          <div>
            <Button type="submit" variant="default" loading={add.isPending}>
              {t("pairs.addLink")}
            </Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}

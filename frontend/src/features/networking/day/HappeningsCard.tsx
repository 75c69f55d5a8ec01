import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DoorGuest, Happening } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { usePlan, usePlans, usePlansChanged } from "../plan/plans";
import { tableName } from "../plan/shapes";
import classes from "./day.module.css";

const kinds = ["late", "no_show", "left", "table_out"] as const;

/** Who is late, does not come or leaves, and which table is out: noted, and undone where it is not so. */
export function HappeningsCard({ slug, guests }: { slug: string; guests: readonly DoorGuest[] }) {
  const { t } = useTranslation();
  const params = { path: { slug } };
  const happened = api.useQuery(
    "get",
    "/api/event-desk/{slug}/happenings/",
    { params },
    { refetchInterval: 15_000 },
  );
  const onSuccess = usePlansChanged();
  const undo = api.useMutation("post", "/api/event-desk/{slug}/happenings/{happening_id}/undo/", {
    onSuccess,
  });
  const rows = happened.data?.filter((one) => one.undone_at === null) ?? [];
  const words = (one: Happening) =>
    t("day.happened", {
      name: one.kind === "table_out" ? t("planner.atTable", { table: one.name }) : one.name,
      what: t(`day.kinds.${one.kind}`),
      begins: one.begins,
      ends: one.ends,
    });
  return (
    <Card title={t("day.happenings")} lead={t("day.happeningsLead")}>
      <NewHappening slug={slug} guests={guests} />
      <ErrorState error={happened.error ?? undo.error} />
      {happened.data && rows.length === 0 ? <p>{t("day.asPlanned")}</p> : null}
      <ul className={classes.guests}>
        {rows.map((one) => (
          <li key={one.id}>
            <span>{words(one)}</span>
            <Button
              size="sm"
              variant="subtle"
              aria-label={t("day.undoOf", { name: words(one) })}
              onClick={() => undo.mutate({ params: { path: { slug, happening_id: one.id } } })}
            >
              {t("day.undo")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NewHappening({ slug, guests }: { slug: string; guests: readonly DoorGuest[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [kind, setKind] = useState<(typeof kinds)[number]>("no_show");
  const [who, setWho] = useState("");
  const [rounds, setRounds] = useState({ begins: "", ends: "" });
  const onSuccess = usePlansChanged();
  const note = api.useMutation("post", "/api/event-desk/{slug}/happenings/", { onSuccess });
  const rows = usePlans(slug).data?.results;
  const plan = usePlan(rows?.find(({ state }) => state === "published")).data;
  const isTable = kind === "table_out";
  const whose = isTable
    ? (plan?.tables ?? []).map((one) => ({ value: String(one.id), label: tableName(one) }))
    : guests.map((one) => ({
        value: String(one.id),
        label: `${one.name} · ${inLanguage(language, one.company_ko, one.company_en)}`,
      }));
  const numbers = (plan?.rounds ?? []).map(({ number }) => String(number));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      kind,
      ...(isTable ? { table: Number(who) } : { registration: Number(who) }),
      ...(rounds.begins ? { begins: Number(rounds.begins) } : {}),
      ...(rounds.ends ? { ends: Number(rounds.ends) } : {}),
    };
    note.mutate({ params: { path: { slug } }, body }, { onSuccess: () => setWho("") });
  };
  return (
    <form className={classes.filters} onSubmit={submit}>
      <NativeSelect
        label={t("day.what")}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`day.kinds.${value}`) }))}
        onChange={(event) => {
          setKind(event.currentTarget.value as typeof kind);
          setWho("");
        }}
      />
      <NativeSelect
        label={t(isTable ? "planner.table" : "planner.guest")}
        value={who}
        data={[{ value: "", label: "–" }, ...whose]}
        onChange={(event) => setWho(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("day.fromRound")}
        value={rounds.begins}
        data={[{ value: "", label: t("day.nextRound") }, ...numbers]}
        onChange={(event) => setRounds({ ...rounds, begins: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("day.toRound")}
        value={rounds.ends}
        data={[{ value: "", label: t("day.lastRound") }, ...numbers]}
        onChange={(event) => setRounds({ ...rounds, ends: event.currentTarget.value })}
      />
      <Button type="submit" disabled={!who} loading={note.isPending}>
        {t("day.note")}
      </Button>
      <ErrorState error={note.error} />
    </form>
  );
}

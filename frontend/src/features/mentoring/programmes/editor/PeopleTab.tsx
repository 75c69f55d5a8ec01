import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Tag } from "@/components/Tag";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { PeopleSelect } from "../../finding/PeopleSelect";
import { usePeopleChanged } from "../programmes";
import classes from "../programmes.module.css";

const most = 100;

/** Who takes part on both sides, and who is invited. */
export function PeopleTab({ programme }: { programme: ProgrammeDesk }) {
  return (
    <Stack gap="lg">
      <InviteCard programme={programme} />
      <StartupsCard programme={programme} />
      <ExpertsCard programme={programme} />
    </Stack>
  );
}

function InviteCard({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const [chosen, setChosen] = useState({ experts: [] as string[], startups: [] as string[] });
  const [words, setWords] = useState("");
  const experts = api.useQuery("get", "/api/experts/", {
    params: { query: { kind: programme.expert_kind, page_size: most } },
  });
  const startups = api.useQuery("get", "/api/startups/", {
    params: { query: { q: words, page_size: most } },
  });
  const onSuccess = usePeopleChanged(programme.slug);
  const invite = api.useMutation("post", "/api/programme-desk/{slug}/invitations/", { onSuccess });
  const submit = async () => {
    const body = { experts: chosen.experts.map(Number), startups: chosen.startups.map(Number) };
    const done = await invite
      .mutateAsync({ params: { path: { slug: programme.slug } }, body })
      .catch(() => null);
    if (!done) return;
    setChosen({ experts: [], startups: [] });
    tell(t("programmes.invited", { count: done.invited }));
  };
  const pick = (side: "experts" | "startups") => (ids: string) =>
    setChosen((before) => ({ ...before, [side]: ids ? ids.split(",") : [] }));
  return (
    <Card
      title={t("programmes.invite")}
      lead={t(programme.state === "draft" ? "programmes.inviteDraft" : "programmes.inviteNow")}
    >
      <Stack gap="md">
        <PeopleSelect
          label={t("programmes.startups")}
          nobody={t("programmes.choose")}
          most={most}
          chosen={chosen.startups}
          onChange={pick("startups")}
          onSearch={setWords}
          people={(startups.data?.results ?? []).map((one) => ({
            value: String(one.id),
            label: inLanguage(language, one.name_ko, one.name_en),
          }))}
        />
        <PeopleSelect
          label={t("programmes.experts")}
          nobody={t("programmes.choose")}
          most={most}
          chosen={chosen.experts}
          onChange={pick("experts")}
          people={(experts.data?.results ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
        />
        <ErrorState error={invite.error} />
        <div>
          <Button
            size="md"
            disabled={chosen.experts.length + chosen.startups.length === 0}
            loading={invite.isPending}
            onClick={submit}
          >
            {t("programmes.inviteThem")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}

function StartupsCard({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const params = { path: { slug: programme.slug }, query: { page_size: most } };
  const found = api.useQuery("get", "/api/programme-desk/{slug}/startups/", { params });
  const onSuccess = usePeopleChanged(programme.slug);
  const remove = api.useMutation("delete", "/api/programme-desk/{slug}/startups/{startup_id}/", {
    onSuccess,
  });
  const open = programme.joining === "open" ? t("programmes.allStartups") : undefined;
  return (
    <Card title={t("programmes.startups")} lead={open}>
      <ErrorState error={found.error ?? remove.error} />
      {found.isPending ? <Loading rows={2} /> : null}
      {found.data?.count === 0 && !open ? <p className={classes.soft}>{t("programmes.nobodyYet")}</p> : null}
      <ul>
        {found.data?.results.map(({ startup, state }) => (
          <PlaceLine
            key={startup.id}
            name={inLanguage(language, startup.name_ko, startup.name_en)}
            state={state}
            onRemove={() =>
              remove.mutate({ params: { path: { slug: programme.slug, startup_id: startup.id } } })
            }
          />
        ))}
      </ul>
    </Card>
  );
}

function ExpertsCard({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const params = { path: { slug: programme.slug }, query: { page_size: most } };
  const found = api.useQuery("get", "/api/programme-desk/{slug}/experts/", { params });
  const onSuccess = usePeopleChanged(programme.slug);
  const remove = api.useMutation("delete", "/api/programme-desk/{slug}/experts/{expert_id}/", { onSuccess });
  const all = programme.takes_all_experts ? t("programmes.allExperts") : undefined;
  return (
    <Card title={t("programmes.experts")} lead={all}>
      <ErrorState error={found.error ?? remove.error} />
      {found.isPending ? <Loading rows={2} /> : null}
      {found.data?.count === 0 && !all ? <p className={classes.soft}>{t("programmes.nobodyYet")}</p> : null}
      <ul>
        {found.data?.results.map((place) => (
          <PlaceLine
            key={place.expert.id}
            name={place.expert.name}
            more={t("programmes.takes", { count: place.capacity })}
            state={place.state}
            onRemove={() =>
              remove.mutate({ params: { path: { slug: programme.slug, expert_id: place.expert.id } } })
            }
          />
        ))}
      </ul>
    </Card>
  );
}

type PlaceLineProps = {
  name: string;
  more?: string;
  state: "invited" | "joined" | "declined" | "left";
  onRemove: () => void;
};

function PlaceLine({ name, more, state, onRemove }: PlaceLineProps) {
  const { t } = useTranslation();
  const isThere = state === "invited" || state === "joined";
  return (
    <li className={classes.line}>
      <span>
        {name}{" "}
        <Tag tone={state === "joined" ? "good" : state === "invited" ? "accent" : "quiet"}>
          {t(`programmes.places.${state}`)}
        </Tag>{" "}
        {more && isThere ? <span className={classes.soft}>{more}</span> : null}
      </span>
      {isThere ? (
        <Button
          size="xs"
          variant="default"
          aria-label={t("programmes.takeOutNamed", { name })}
          onClick={onRemove}
        >
          {t("programmes.takeOut")}
        </Button>
      ) : null}
    </li>
  );
}

import { Button, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { OtherTime } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { TwoClocks } from "@/components/TwoClocks";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { BehindLink } from "../BehindLink";
import { StartsByDay } from "../links/StartsByDay";
import { StateTag } from "../StateTag";

const path = "/api/other-times/{token}/";

/** The page that a "2" by text leads to: proposes one other time without signing in. */
export default function OtherTimePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { token = "" } = useParams();
  const found = api.useQuery("get", path, { params: { path: { token } } }, { staleTime: 0 });
  const session = found.data;
  return (
    <BehindLink
      title={session ? t("otherTime.title", { name: session.counterpart }) : t("otherTime.untitled")}
      lead={session ? inLanguage(language, session.programme.name_ko, session.programme.name_en) : null}
      request={found}
    >
      {session ? (
        <>
          <Card title={t("session.when")} aside={<StateTag state={session.state} />}>
            <TwoClocks
              at={session.starts_at}
              until={session.ends_at}
              here={session.time_zone}
              there={session.other_time_zone}
              size="lg"
            />
          </Card>
          <Standing session={session} />
          {session.may_propose && session.starts.length > 0 ? (
            <ProposeCard token={token} session={session} onProposed={() => void found.refetch()} />
          ) : null}
        </>
      ) : null}
    </BehindLink>
  );
}

/** What stands in the way of proposing, or that it is done. */
function Standing({ session }: { session: OtherTime }) {
  const { t } = useTranslation();
  if (session.is_proposed) {
    return (
      <Notice tone="good">
        <p>{t("otherTime.proposed", { name: session.counterpart })}</p>
      </Notice>
    );
  }
  if (!session.may_propose) {
    return (
      <Notice>
        <p>{t("otherTime.notNow")}</p>
      </Notice>
    );
  }
  if (session.starts.length > 0) return null;
  return <EmptyState icon="calendar" title={t("otherTime.none")} text={t("otherTime.noneHint")} />;
}

type ProposeCardProps = { token: string; session: OtherTime; onProposed: () => void };

function ProposeCard({ token, session, onProposed }: ProposeCardProps) {
  const { t } = useTranslation();
  const [start, setStart] = useState<string | null>(null);
  const [word, setWord] = useState("");
  const propose = api.useMutation("post", path, { onSuccess: onProposed });
  const clocks = { here: session.time_zone, there: session.other_time_zone };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start) propose.mutate({ params: { path: { token } }, body: { start, word } });
  };
  return (
    <Card
      title={t("otherTime.choose")}
      lead={t(session.state === "confirmed" ? "otherTime.lead" : "otherTime.leadOfRequest", {
        name: session.counterpart,
      })}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <StartsByDay starts={session.starts} {...clocks} value={start} onPick={setStart} />
          <Textarea
            label={t("proposal.word")}
            description={t("booking.optional")}
            rows={2}
            size="md"
            maxLength={500}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          {start ? <TwoClocks at={start} {...clocks} /> : null}
          <ErrorState error={propose.error} />
          <Button type="submit" size="lg" disabled={!start} loading={propose.isPending}>
            {t("otherTime.send")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

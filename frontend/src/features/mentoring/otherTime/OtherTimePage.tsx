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
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { BehindLink } from "../BehindLink";
import { StartsByDay } from "../links/StartsByDay";
import { StateTag } from "../StateTag";

const path = "/api/other-times/{token}/";
// As many as a phone shows without losing the field below them.
const FIRST_DAYS = 3;

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
            <Stack align="flex-start" gap="md">
              <TwoClocks
                at={session.starts_at}
                until={session.ends_at}
                here={session.time_zone}
                there={session.other_time_zone}
                size="lg"
              />
              {session.state === "confirmed" ? <ToCalendar token={token} session={session} /> : null}
            </Stack>
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

function ToCalendar({ token, session }: { token: string; session: OtherTime }) {
  const language = useLanguage();
  const { programme, counterpart } = session;
  return (
    <AddToCalendar
      file={`/api/other-times/${token}/invitation.ics`}
      appointment={{
        title: `${inLanguage(language, programme.name_ko, programme.name_en)} · ${counterpart}`,
        startsAt: session.starts_at,
        endsAt: session.ends_at,
        path: `/sessions/${session.session}`,
        meetUrl: session.meet_url,
        inGoogle: session.in_google,
      }}
    />
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
          <StartsByDay
            starts={session.starts}
            {...clocks}
            value={start}
            onPick={setStart}
            firstDays={FIRST_DAYS}
          />
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

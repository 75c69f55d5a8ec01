import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { StopStanding } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { api } from "@/lib/api";

/** The page behind the link in a text or an e-mail: one tap stops more of them, another takes that back. */
export default function StopPage() {
  const { t } = useTranslation();
  const { token = "" } = useParams();
  const params = { path: { token } };
  const standing = api.useQuery("get", "/api/stops/{token}/", { params }, { staleTime: 0 });
  const reread = { onSuccess: () => standing.refetch() };
  const stop = api.useMutation("post", "/api/stops/{token}/", reread);
  const undo = api.useMutation("post", "/api/stops/{token}/undo/", reread);
  const { data } = standing;
  const title = data
    ? t(`stop.title.${kindOf(data.channel)}`, { channel: data.channel_name })
    : t("stop.title.sms");
  return (
    <Page title={title} width="narrow">
      <Card>
        <Stack gap="md">
          <ErrorState error={standing.error} onRetry={standing.refetch} />
          {standing.isPending ? <Loading rows={2} /> : null}
          {data ? (
            <StopWords
              standing={data}
              isPending={stop.isPending || undo.isPending}
              onStop={() => stop.mutate({ params })}
              onUndo={() => undo.mutate({ params })}
            />
          ) : null}
          <ErrorState error={stop.error ?? undo.error} />
          <Link to="/settings">{t("stop.settings")}</Link>
        </Stack>
      </Card>
    </Page>
  );
}

type StopWordsProps = {
  standing: StopStanding;
  isPending: boolean;
  onStop: () => void;
  onUndo: () => void;
};

function StopWords({ standing, isPending, onStop, onUndo }: StopWordsProps) {
  const { t } = useTranslation();
  const { channel_name: channel, ending, allowed, used, may_undo } = standing;
  const kind = kindOf(standing.channel);
  if (allowed) {
    return (
      <>
        <p>{t(`stop.ask.${kind}`, { ending, channel })}</p>
        <Button size="md" loading={isPending} onClick={onStop}>
          {t(`stop.go.${kind}`, { channel })}
        </Button>
      </>
    );
  }
  return (
    <>
      <Notice tone="good">{t(`stop.done.${kind}`, { ending, channel })}</Notice>
      {used ? <Notice tone="warn">{t("stop.goesOn")}</Notice> : null}
      {may_undo ? (
        <Button size="md" variant="default" loading={isPending} onClick={onUndo}>
          {t("stop.undo")}
        </Button>
      ) : null}
    </>
  );
}

/** Texts and e-mails have words of their own; of other channels one names them. */
const kindOf = (channel: string) => (["sms", "email"] as const).find((one) => one === channel) ?? "other";

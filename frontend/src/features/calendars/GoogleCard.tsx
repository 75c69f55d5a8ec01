import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Reason } from "@/components/Reason";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";

const returns = ["connected", "denied", "failed"] as const;

export function GoogleCard({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const state = api.useQuery("get", "/api/me/google/", {}, { staleTime: 0 });
  const connect = api.useMutation("post", "/api/me/google/connect/", {
    onSuccess: ({ authorization_url }) => window.location.assign(authorization_url),
  });
  const disconnect = api.useMutation("post", "/api/me/google/disconnect/", {
    onSuccess: () => state.refetch(),
  });
  const returned = returns.find((word) => word === params.get("google"));
  const google = state.data;
  return (
    <Card
      title={t("google.title")}
      lead={t("google.lead")}
      aside={google ? <GoogleTag state={google.state} /> : null}
    >
      <Stack gap="md">
        {returned ? (
          <Notice tone={returned === "connected" ? "good" : "bad"}>{t(`google.${returned}`)}</Notice>
        ) : null}
        {state.isPending ? <Loading rows={1} height={48} /> : null}
        <ErrorState error={state.error ?? connect.error ?? disconnect.error} onRetry={state.refetch} />
        {google?.google_email ? <p>{google.google_email}</p> : null}
        {google?.last_ok_at ? (
          <p>
            {t("google.lastOk")} <Moment at={google.last_ok_at} zone={timeZone} />
          </p>
        ) : null}
        {google?.state === "needs_reauth" ? <Notice tone="warn">{t("google.again")}</Notice> : null}
        {google?.last_error && google.state === "active" ? (
          <Notice tone="warn">
            <Reason code={google.last_error} />
          </Notice>
        ) : null}
        <Group gap="sm">
          {google && google.state !== "active" ? (
            <Button loading={connect.isPending} onClick={() => connect.mutate({})}>
              {t(google.state === "needs_reauth" ? "google.reconnect" : "google.connect")}
            </Button>
          ) : null}
          {google?.connected ? (
            <Button variant="default" loading={disconnect.isPending} onClick={() => disconnect.mutate({})}>
              {t("google.disconnect")}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}

function GoogleTag({ state }: { state: "none" | "active" | "needs_reauth" }) {
  const { t } = useTranslation();
  const tone = { none: "quiet", active: "good", needs_reauth: "warn" } as const;
  return <Tag tone={tone[state]}>{t(`google.states.${state}`)}</Tag>;
}

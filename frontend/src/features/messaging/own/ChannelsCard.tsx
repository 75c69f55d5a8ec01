import { Button, Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OwnChannel } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { ConsentHistory } from "./ConsentHistory";
import { useReachChanged } from "./useOwnNumber";

/** What a person allows on each channel, and how it came to be. */
export function ChannelsCard({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const changed = useReachChanged();
  const channels = api.useQuery("get", "/api/me/channels/");
  const change = api.useMutation("post", "/api/me/channels/", { onSettled: changed });
  const wanted = change.isPending ? change.variables.body : null;
  const email = channels.data?.find(({ channel }) => channel === "email");
  const bad = channels.data?.filter(({ bad_since, allowed }) => bad_since && allowed) ?? [];
  return (
    <Card title={t("channels.title")} lead={t("channels.lead")}>
      <Stack gap="md">
        <ErrorState error={channels.error} onRetry={channels.refetch} />
        {channels.isPending ? <Loading rows={2} /> : null}
        {channels.data?.map((one) => (
          <ChannelSwitch
            key={one.channel}
            channel={wanted?.channel === one.channel ? { ...one, allowed: wanted.allowed } : one}
            onChange={(allowed) => change.mutate({ body: { channel: one.channel, allowed } })}
          />
        ))}
        <ErrorState error={change.error} />
        {email?.broken_since ? <BrokenAddress /> : null}
        {bad.map(({ channel, channel_name }) => (
          <Notice key={channel} tone="warn">
            {t("channels.nobodyThere", { channel: channel_name })}
          </Notice>
        ))}
        {email && !email.allowed && email.used ? <Notice>{t("channels.emailStays")}</Notice> : null}
        <ConsentHistory timeZone={timeZone} />
      </Stack>
    </Card>
  );
}

function ChannelSwitch({ channel, onChange }: { channel: OwnChannel; onChange: (allowed: boolean) => void }) {
  const { t } = useTranslation();
  const ours = (["sms", "whatsapp", "email"] as const).find((one) => one === channel.channel);
  return (
    <Checkbox
      size="md"
      label={ours ? t(`channels.${ours}`) : channel.channel_name}
      description={channel.wording}
      checked={channel.allowed}
      onChange={({ currentTarget: { checked } }) => onChange(checked)}
    />
  );
}

/** The mail server says that the address takes no mail; its owner may know better. */
function BrokenAddress() {
  const { t } = useTranslation();
  const me = useMe();
  const changed = useReachChanged();
  const trust = api.useMutation("post", "/api/me/mail/trust/", { onSettled: changed });
  return (
    <Notice tone="warn">
      <p>{t("channels.broken", { email: me.email })}</p>
      <Button variant="default" size="md" loading={trust.isPending} onClick={() => trust.mutate({})}>
        {t("channels.trust")}
      </Button>
      <ErrorState error={trust.error} />
    </Notice>
  );
}

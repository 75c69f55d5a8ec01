import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";

const known = ["sms", "whatsapp", "email"] as const;

/** The channels of this installation, texts first and e-mail last; what the hub has added is among them. */
export function useChannels(): { value: string; label: string }[] {
  const label = useChannelLabel();
  const found = api.useQuery("get", "/api/me/channels/");
  return (found.data ?? []).map(({ channel }) => ({ value: channel, label: label(channel) }));
}

/** What people call a channel; its own name where nobody has said. */
export function useChannelLabel(): (channel: string) => string {
  const { t } = useTranslation();
  const found = api.useQuery("get", "/api/me/channels/");
  return (channel) => {
    const ours = known.find((one) => one === channel);
    if (ours) return t(`messages.channels.${ours}`);
    return found.data?.find((one) => one.channel === channel)?.channel_name ?? channel;
  };
}

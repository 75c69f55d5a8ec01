import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "@/components/Tag";

const tones = {
  planned: "quiet",
  ready: "warn",
  sending: "warn",
  unknown: "warn",
  accepted: "warn",
  sent: "accent",
  delivered: "good",
  dropped: "quiet",
  undelivered: "bad",
  failed: "bad",
} as const satisfies Record<string, Tone>;

type Delivery = keyof typeof tones;

function isDelivery(state: string): state is Delivery {
  return state in tones;
}

/** What became of a message or reminder, in a word. */
export function DeliveryTag({ state }: { state: string }) {
  const { t } = useTranslation();
  if (!isDelivery(state)) return <Tag>{state}</Tag>;
  return <Tag tone={tones[state]}>{t(`delivery.${state}`)}</Tag>;
}

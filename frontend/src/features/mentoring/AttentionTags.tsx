import { useTranslation } from "react-i18next";
import type { SessionRow } from "@/api/types";
import { Tag } from "@/components/Tag";

/** What about a session is stuck, or stands in the way, and wants somebody's eye. */
export function AttentionTags({ attention }: { attention: SessionRow["attention"] }) {
  const { t } = useTranslation();
  return attention.map(({ kind, state }) => (
    <Tag key={kind + state} tone={state === "waiting" ? "warn" : "bad"}>
      {t(`attention.${kind}`)}
      {kind === "clash" ? null : `: ${t(state === "waiting" ? "attention.waiting" : "attention.failed")}`}
    </Tag>
  ));
}

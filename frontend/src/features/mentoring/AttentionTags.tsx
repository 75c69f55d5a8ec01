import { useTranslation } from "react-i18next";
import type { SessionRow } from "@/api/types";
import { Tag } from "@/components/Tag";

/** What about a session is stuck and wants a coordinator's eye. */
export function AttentionTags({ attention }: { attention: SessionRow["attention"] }) {
  const { t } = useTranslation();
  return attention.map(({ kind, state }) => (
    <Tag key={kind + state} tone={state === "waiting" ? "warn" : "bad"}>
      {t(`attention.${kind === "calendar" ? "calendar" : "message"}`)}
      {": "}
      {t(state === "waiting" ? "attention.waiting" : "attention.failed")}
    </Tag>
  ));
}

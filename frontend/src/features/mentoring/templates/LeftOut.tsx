import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Notice } from "@/components/Notice";

type LeftOutProps = { body: string; placeholders: Template["placeholders"] };

const wanted = ["answer", "stop_link"] as const;

/** What readers of approved words cannot do, as no variable says how. */
export function LeftOut({ body, placeholders }: LeftOutProps) {
  const { t } = useTranslation();
  const missing = wanted.filter(
    (name) => placeholders.some((one) => one.name === name) && !body.includes(`{${name}}`),
  );
  if (missing.length === 0) return null;
  return (
    <Notice tone="warn">
      {missing.map((name) => (
        <p key={name}>{t(`templates.without.${name}`)}</p>
      ))}
    </Notice>
  );
}

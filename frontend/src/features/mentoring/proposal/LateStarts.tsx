import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import type { LocalStart } from "@/lib/problem";

/** Which of the proposed times lie in the founder's night, on the founder's own clock. */
export function LateStarts({ late }: { late: LocalStart[] }) {
  const { t } = useTranslation();
  return (
    <Notice tone="warn">
      <strong>{t("proposal.late")}</strong>
      <ul>
        {late.map(({ starts_at, local }) => (
          <li key={starts_at}>{local}</li>
        ))}
      </ul>
      <p>{t("proposal.lateHint")}</p>
    </Notice>
  );
}

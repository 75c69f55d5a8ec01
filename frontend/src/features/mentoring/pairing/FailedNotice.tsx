import { useTranslation } from "react-i18next";
import type { PairingRun } from "@/api/types";
import { Notice } from "@/components/Notice";

/** Why a run came to nothing; where demands conflict, the smallest set of them that does. */
export function FailedNotice({ run }: { run: PairingRun }) {
  const { t } = useTranslation();
  return (
    <Notice tone="bad">
      <p>{t(`pairing.failures.${run.failure}`, { defaultValue: t("pairing.failures.died") })}</p>
      {run.conflict.length ? (
        <ul>
          {run.conflict.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/lib/problem";
import { Notice } from "./Notice";

/** What to say of a failure: the server's own words when it gave any. */
function useProblemText() {
  const { t } = useTranslation();
  return (error: unknown): string => {
    const problem = asProblem(error);
    if (!problem) return "";
    if (problem.detail) return problem.detail;
    if (problem.code === "offline") return t("errors.offline");
    if (problem.status === 429) return t("errors.tooMany");
    if (problem.status === 403) return t("errors.forbidden");
    if (problem.status === 404) return t("errors.notFound");
    return t("errors.server");
  };
}

/** A failed read or write, with a way to try again where that can help. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (!error) return null;
  const status = asProblem(error)?.status ?? 0;
  const mayPass = status === 0 || status === 429 || status >= 500;
  return (
    <Notice tone="bad">
      <p>{text(error)}</p>
      {onRetry && mayPass ? (
        <Button size="xs" variant="default" onClick={onRetry}>
          {t("common.tryAgain")}
        </Button>
      ) : null}
    </Notice>
  );
}

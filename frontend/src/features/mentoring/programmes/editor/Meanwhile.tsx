import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { asProblem } from "@/lib/problem";
import { useDesk } from "../programmes";

/** Why a change was refused; where somebody else was faster, what they changed, and a way to go on from there. */
export function Meanwhile({ error, slug }: { error: unknown; slug: string }) {
  const { t } = useTranslation();
  const desk = useDesk(slug);
  const problem = asProblem(error);
  if (problem?.code !== "changed_meanwhile") return <ErrorState error={error} />;
  return (
    <Notice tone="warn">
      <p>{problem.detail}</p>
      <ul>
        {problem.changed.map(({ field, before, after }) => (
          <li key={field}>
            {field}: <s>{String(before ?? "")}</s> {String(after ?? "")}
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" onClick={() => void desk.refetch()}>
        {t("programmes.lookAgain")}
      </Button>
    </Notice>
  );
}

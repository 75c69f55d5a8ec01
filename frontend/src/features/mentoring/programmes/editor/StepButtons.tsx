import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeDesk } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { paramsUnder, useDeskChanged } from "../programmes";
import classes from "../programmes.module.css";
import type { FieldName } from "./specs";

const steps = { draft: ["open", "run"], open: ["run", "close"], running: ["close"], closed: [] } as const;

/** The steps that a programme can take from its state; what is missing is told by name. */
export function StepButtons({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [knowingly, setKnowingly] = useState(false);
  const onSuccess = useDeskChanged();
  const open = api.useMutation("post", "/api/programme-desk/{slug}/open/", { onSuccess });
  const run = api.useMutation("post", "/api/programme-desk/{slug}/run/", { onSuccess });
  const close = api.useMutation("post", "/api/programme-desk/{slug}/close/", { onSuccess });
  const error = open.error ?? run.error ?? close.error;
  const params = paramsUnder(programme);
  const take = async (step: "open" | "run" | "close") => {
    for (const other of [open, run, close]) other.reset();
    const done =
      step === "open"
        ? await open.mutateAsync({ params }).catch(() => null)
        : step === "run"
          ? await run.mutateAsync({ params }).catch(() => null)
          : await close.mutateAsync({ params, body: { knowingly } }).catch((refused) => {
              if (asProblem(refused)?.code === "sessions_ahead") setKnowingly(true);
              return null;
            });
    if (done) tell(t(`programmes.stepped.${step}`));
  };
  return (
    <>
      <div className={classes.deeds}>
        {steps[programme.state].map((step) => (
          <Button
            key={step}
            size="md"
            variant={step === "close" ? "default" : "filled"}
            loading={{ open, run, close }[step].isPending}
            onClick={() => void take(step)}
          >
            {step === "close" && knowingly ? t("programmes.closeAllTheSame") : t(`programmes.steps.${step}`)}
          </Button>
        ))}
      </div>
      <Lacks error={error} />
    </>
  );
}

/** What a programme still needs, field by field. */
function Lacks({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  if (problem?.code !== "programme_not_ready") return <ErrorState error={error} />;
  return (
    <Notice tone="warn">
      <strong>{problem.detail}</strong>
      <ul>
        {problem.errors.map(({ field, detail }) => (
          <li key={field}>
            {t(`programmes.fields.${field as FieldName | "intake" | "experts"}`)}: {detail}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

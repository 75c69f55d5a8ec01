import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DemoState } from "@/api/types";
import { Card } from "@/components/Card";
import { Tag } from "@/components/Tag";
import classes from "./demo.module.css";

const names = ["postgresql", "google", "twilio", "email"] as const;

/** Which of the outside parts are stand-ins here, and the stand-ins' own pages. */
export function PartsCard({ demo }: { demo: DemoState }) {
  const { t } = useTranslation();
  const partName = (name: string) => {
    const known = names.find((candidate) => candidate === name);
    return known ? t(`demo.names.${known}`) : name;
  };
  return (
    <Card title={t("demo.parts")} lead={t("demo.partsLead")}>
      <ul className={classes.parts}>
        {demo.parts.map((part) => (
          <li key={part.name}>
            {partName(part.name)}
            <Tag tone={part.emulated ? "warn" : "good"}>
              {t(part.emulated ? "demo.emulated" : "demo.real")}
            </Tag>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        {demo.google_url ? (
          <Button component="a" variant="default" href={demo.google_url} target="_blank" rel="noreferrer">
            {t("demo.google")}
          </Button>
        ) : null}
        {demo.twilio_url ? (
          <Button component="a" variant="default" href={demo.twilio_url} target="_blank" rel="noreferrer">
            {t("demo.twilio")}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

import { useTranslation } from "react-i18next";
import type { EventPublic } from "@/api/types";
import { Card } from "@/components/Card";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./events.module.css";

/** What it is about, in the reader's language where there is a text in it. */
export function EventAbout({ event }: { event: EventPublic }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text =
    inLanguage(language, event.text_ko, event.text_en) || inLanguage(language, event.text_en, event.text_ko);
  if (!text) return null;
  return (
    <Card title={t("events.about")}>
      <p className={classes.text}>{text}</p>
    </Card>
  );
}

import { useTranslation } from "react-i18next";
import type { Budget } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { moneyText } from "@/lib/money";
import classes from "./templates.module.css";

/** What a text takes: its parts as bars, the units left, and the price where somebody has said it. */
export function BudgetMeter({ budget, isOld }: { budget: Budget; isOld: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { encoding, units, parts, free, single, each, first_parts, price, price_each } = budget;
  const room = parts === 1 ? single : each;
  return (
    <section className={classes.budget} aria-label={t("templates.budget")} aria-busy={isOld}>
      <div className={classes.parts} aria-hidden>
        {Array.from({ length: parts }, (_, number) => {
          const used = number < parts - 1 ? 1 : (room - free) / room;
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
          return <span key={number} style={{ "--used": `${used * 100}%` } as React.CSSProperties} />;
        })}
      </div>
      <p role="status">
        <strong>{t("templates.parts", { count: parts })}</strong> ·{" "}
        {t("templates.units", { units, free, encoding: t(`templates.encodings.${encoding}`) })}
      </p>
      <p className={classes.soft}>
        {price && price_each
          ? t("templates.price", {
              each: moneyText(price_each.amount, price_each.unit, language),
              all: moneyText(price.amount, price.unit, language),
            })
          : t("templates.priceUnknown")}
        {first_parts > parts ? ` ${t("templates.firstParts", { count: first_parts })}` : null}
      </p>
    </section>
  );
}

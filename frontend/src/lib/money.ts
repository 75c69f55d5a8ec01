import type { Language } from "./language";

/** An amount of a currency as the reader writes it; fractions of a cent are kept, as one text costs less than a few. */
export function moneyText(amount: string | number, unit: string, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: unit,
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  }).format(Number(amount));
}

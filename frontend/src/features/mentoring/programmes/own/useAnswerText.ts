import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Question } from "../programmes";

/** An answer in words: of a choice what was offered under its key, in the reader's language. */
export function useAnswerText() {
  const language = useLanguage();
  return (question: Pick<Question, "options">, value: unknown): string => {
    const named = (key: unknown) => {
      const option = question.options.find((one) => one.key === key);
      return option ? inLanguage(language, option.ko, option.en) : String(key);
    };
    return Array.isArray(value) ? value.map(named).join(", ") : named(value);
  };
}

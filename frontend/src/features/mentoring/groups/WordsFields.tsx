import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProblemError } from "@/lib/problem";
import type { Draft } from "./draft";
import classes from "./groups.module.css";

type Words = Pick<Draft, "title_ko" | "title_en" | "summary_ko" | "summary_en">;
type WordsFieldsProps = {
  draft: Words;
  problem: ProblemError | null;
  fill: (changes: Partial<Words>) => void;
};

const languages = ["ko", "en"] as const;

/** Title and summary in both languages; a title in one of them will do. */
export function WordsFields({ draft, problem, fill }: WordsFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.pair}>
        {languages.map((language) => (
          <TextInput
            key={language}
            label={t(`groups.titleIn.${language}`)}
            size="md"
            maxLength={120}
            value={draft[`title_${language}`]}
            error={problem?.on(`title_${language}`)}
            onChange={(event) => fill({ [`title_${language}`]: event.currentTarget.value })}
          />
        ))}
      </div>
      <div className={classes.pair}>
        {languages.map((language) => (
          <Textarea
            key={language}
            label={t(`groups.summaryIn.${language}`)}
            description={t("booking.optional")}
            size="md"
            rows={4}
            maxLength={2000}
            value={draft[`summary_${language}`]}
            onChange={(event) => fill({ [`summary_${language}`]: event.currentTarget.value })}
          />
        ))}
      </div>
    </>
  );
}

import type { Programme, Topic } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useProgrammes, useTopics } from "./queries";

/** Makes programmes or topics the options of a select, in the reader's language. */
export function useAsOptions() {
  const language = useLanguage();
  return (named: (Programme | Topic)[]) =>
    named.map(({ slug, name_ko, name_en }) => ({
      value: slug,
      label: inLanguage(language, name_ko, name_en),
    }));
}

export function useProgrammeOptions() {
  return useAsOptions()(useProgrammes().data?.results ?? []);
}

export function useTopicOptions() {
  return useAsOptions()(useTopics().data ?? []);
}

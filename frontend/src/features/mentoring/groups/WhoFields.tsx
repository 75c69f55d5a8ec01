import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Expert } from "@/api/types";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Draft } from "./draft";
import classes from "./groups.module.css";

type WhoFieldsProps = { draft: Draft; experts: Expert[]; fill: (changes: Partial<Draft>) => void };

/** Which programme, and for coordinators whose time. */
export function WhoFields({ draft, experts, fill }: WhoFieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const { data: programmes } = useProgrammes();
  return (
    <div className={classes.pair}>
      <NativeSelect
        label={t("booking.programme")}
        required
        withAsterisk={false}
        size="md"
        value={draft.programme}
        onChange={(event) => fill({ programme: event.currentTarget.value, expert: "" })}
        data={[
          { value: "", label: t("groups.choose") },
          ...(programmes?.results ?? []).map(({ slug, name_ko, name_en }) => ({
            value: slug,
            label: inLanguage(language, name_ko, name_en),
          })),
        ]}
      />
      {isCoordinator(me) ? (
        <NativeSelect
          label={t("groups.expert")}
          required
          withAsterisk={false}
          size="md"
          value={draft.expert}
          disabled={!draft.programme}
          onChange={(event) => fill({ expert: event.currentTarget.value })}
          data={[
            { value: "", label: t("groups.choose") },
            ...experts.map(({ id, name, organisation }) => ({
              value: String(id),
              label: `${name} · ${organisation}`,
            })),
          ]}
        />
      ) : null}
    </div>
  );
}

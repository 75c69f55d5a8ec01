import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Expert } from "@/api/types";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useProgrammeOptions } from "@/features/directory/options";
import type { Draft } from "./draft";
import classes from "./groups.module.css";

type WhoFieldsProps = { draft: Draft; experts: Expert[]; fill: (changes: Partial<Draft>) => void };

/** Which programme, and for coordinators whose time. */
export function WhoFields({ draft, experts, fill }: WhoFieldsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const programmes = useProgrammeOptions();
  return (
    <div className={classes.pair}>
      <NativeSelect
        label={t("booking.programme")}
        required
        withAsterisk={false}
        size="md"
        value={draft.programme}
        onChange={(event) => fill({ programme: event.currentTarget.value, expert: "" })}
        data={[{ value: "", label: t("groups.choose") }, ...programmes]}
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

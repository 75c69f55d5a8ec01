import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { ExpertSelect } from "@/features/directory/ExpertSelect";
import { useProgrammeOptions } from "@/features/directory/options";
import type { Draft } from "./draft";
import classes from "./groups.module.css";

type WhoFieldsProps = { draft: Draft; fill: (changes: Partial<Draft>) => void };

/** Which programme, and for coordinators whose time. */
export function WhoFields({ draft, fill }: WhoFieldsProps) {
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
        <ExpertSelect
          key={draft.programme}
          label={t("groups.expert")}
          nobody={t("groups.choose")}
          programme={draft.programme}
          chosen={draft.expert}
          onChange={(expert) => fill({ expert })}
          required
        />
      ) : null}
    </div>
  );
}

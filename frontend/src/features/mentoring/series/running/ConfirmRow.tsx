import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Clock } from "@/lib/whoseClock";
import { Meanwhile } from "./Meanwhile";
import type { Deed } from "./useDeed";

type ConfirmRowProps = {
  deed: Deed;
  here: Clock;
  confirm: string;
  undoing?: boolean;
  disabled?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** What will happen, what stood in the way, and the confirmation. */
export function ConfirmRow({ deed, here, confirm, undoing, disabled, ...rest }: ConfirmRowProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rest.onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {rest.children}
        <Meanwhile deed={deed} here={here} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" size="md" onClick={rest.onClose}>
            {t("common.back")}
          </Button>
          <Button
            type="submit"
            size="md"
            {...(undoing ? { color: "red" } : {})}
            disabled={disabled ?? false}
            loading={deed.isPending}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

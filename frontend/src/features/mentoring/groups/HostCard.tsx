import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { CancelDialog } from "./CancelDialog";
import { EditDialog } from "./EditDialog";

/** What whoever runs it can do: other words and numbers, or call it off. */
export function HostCard({ group }: { group: GroupDetail }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<"edit" | "cancel" | null>(null);
  const close = () => setAsking(null);
  return (
    <Card title={t("groups.run")}>
      <Stack gap="md">
        {group.may.includes("change") ? (
          <Button size="md" onClick={() => setAsking("edit")}>
            {t("groups.edit")}
          </Button>
        ) : null}
        <Button variant="default" size="md" onClick={() => setAsking("cancel")}>
          {t("groups.cancel")}
        </Button>
      </Stack>
      {asking === "edit" ? <EditDialog group={group} onClose={close} /> : null}
      {asking === "cancel" ? <CancelDialog group={group} onClose={close} /> : null}
    </Card>
  );
}

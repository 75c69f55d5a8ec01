import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { Changed } from "./Changed";
import { ConfirmDialog } from "./ConfirmDialog";
import { paramsUnder, useGroupChanged } from "./groups";
import { useSeenGroup } from "./useSeenGroup";

export function CancelDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const { seen, look } = useSeenGroup(group);
  const onSuccess = useGroupChanged();
  const cancel = api.useMutation("post", "/api/groups/{group_id}/cancel/", { onSuccess });
  const callOff = async (reason: string) => {
    const call = { params: paramsUnder(seen), body: { reason } };
    if (!(await cancel.mutateAsync(call).catch(look))) return;
    onClose();
    tell(t("groups.cancelled"));
  };
  return (
    <ConfirmDialog
      title={t("groups.cancel")}
      text={t("groups.cancelText", { count: group.taken + group.waiting + group.offered })}
      reason={t("groups.cancelReason")}
      confirm={t("groups.cancelConfirm")}
      busy={cancel.isPending}
      refused={<Changed error={cancel.error} />}
      onConfirm={callOff}
      onClose={onClose}
    />
  );
}

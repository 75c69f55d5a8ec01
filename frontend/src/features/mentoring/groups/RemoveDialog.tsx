import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { ConfirmDialog } from "./ConfirmDialog";
import { type Participant, useGroup, useGroupChanged } from "./groups";

type RemoveDialogProps = { group: GroupDetail; person: Participant; onClose: () => void };

/** Takes somebody out of a group session, for a reason that they are told. */
export function RemoveDialog({ group, person, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const { refetch } = useGroup(group.id);
  const onSuccess = useGroupChanged();
  const remove = api.useMutation("post", "/api/groups/{group_id}/remove/", {
    onSuccess,
    onError: () => void refetch(),
  });
  const takeOut = async (reason: string) => {
    const call = { params: { path: { group_id: group.id } }, body: { place: person.id, reason } };
    if (!(await remove.mutateAsync(call).catch(() => null))) return;
    onClose();
    tell(t("groups.removed", { name: person.name }));
  };
  return (
    <ConfirmDialog
      title={t("groups.removeNamed", { name: person.name })}
      text={t(person.state === "waiting" ? "groups.removeWaitingText" : "groups.removeText")}
      reason={t("groups.removeReason")}
      confirm={t("groups.removeConfirm")}
      busy={remove.isPending}
      refused={<ErrorState error={remove.error} />}
      onConfirm={takeOut}
      onClose={onClose}
    />
  );
}

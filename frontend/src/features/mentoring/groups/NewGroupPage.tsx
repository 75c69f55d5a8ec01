import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { GroupDetail } from "@/api/types";
import { Page } from "@/components/Page";
import { useTell } from "@/components/useTell";
import { useGroupChanged } from "./groups";
import { NewGroupForm } from "./NewGroupForm";

export default function NewGroupPage() {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const changed = useGroupChanged();
  const opened = async (group: GroupDetail) => {
    await changed(group);
    tell(t("groups.opened"));
    navigate(`/groups/${group.id}`);
  };
  return (
    <Page title={t("groups.new")} lead={<Link to="/groups">{t("groups.back")}</Link>} width="text">
      <NewGroupForm onOpened={opened} />
    </Page>
  );
}

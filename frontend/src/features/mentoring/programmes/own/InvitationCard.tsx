import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OfferedProgrammeDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useOfferedChanged } from "../programmes";
import classes from "../programmes.module.css";

/** An invitation. A startup says yes or no; an expert says yes by telling what they give. */
export function InvitationCard({
  programme,
  saysYes,
}: {
  programme: OfferedProgrammeDetail;
  saysYes: boolean;
}) {
  const { t } = useTranslation();
  const tell = useTell();
  const changed = useOfferedChanged(programme.slug);
  const answer = api.useMutation("post", "/api/me/programmes/{slug}/invitation/");
  const say = async (says: "yes" | "no") => {
    const call = { params: { path: { slug: programme.slug } }, body: { says } };
    if (!(await answer.mutateAsync(call).catch(() => null))) return;
    await changed();
    tell(t(`programmes.said.${says}`));
  };
  return (
    <Card title={t("programmes.youAreInvited")} lead={saysYes ? undefined : t("programmes.yesBelow")}>
      <ErrorState error={answer.error} />
      <div className={classes.deeds}>
        {saysYes ? (
          <Button size="md" loading={answer.isPending} onClick={() => void say("yes")}>
            {t("programmes.sayYes")}
          </Button>
        ) : null}
        <Button size="md" variant="default" loading={answer.isPending} onClick={() => void say("no")}>
          {t("programmes.sayNo")}
        </Button>
      </div>
    </Card>
  );
}

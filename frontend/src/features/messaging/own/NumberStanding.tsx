import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OwnNumber } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";

type NumberStandingProps = { number: OwnNumber; timeZone: Clock; onVerify: () => void };

/** Whether texts come to the number, and what to do where they do not. */
export function NumberStanding({ number, timeZone, onVerify }: NumberStandingProps) {
  const { t } = useTranslation();
  if (!number.verified_at) {
    return (
      <Notice tone="warn">
        <p>{t("number.unverified")}</p>
        {number.texts ? (
          <Button size="md" onClick={onVerify}>
            {t("number.verify")}
          </Button>
        ) : null}
      </Notice>
    );
  }
  return (
    <>
      <p>
        <Tag tone="good">{t("number.verified")}</Tag> <Moment at={number.verified_at} zone={timeZone} />
      </p>
      {number.stopped ? <Notice tone="warn">{t("number.stopped")}</Notice> : null}
    </>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OwnNumber } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { useNow } from "@/lib/clock";
import type { Clock } from "@/lib/whoseClock";

type NumberStandingProps = { number: OwnNumber; timeZone: Clock; onVerify: () => void };

/** Whether texts come to the number, and what to do where they do not. */
export function NumberStanding({ number, timeZone, onVerify }: NumberStandingProps) {
  const { t } = useTranslation();
  if (!number.verified_at) {
    return (
      <Notice tone="warn">
        <p>{t("number.unverified")}</p>
        {number.us_is_closed ? <p>{t("number.usIsClosed")}</p> : null}
        {number.texts && !number.us_is_closed ? (
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
      {number.bad_since ? <BadNumber number={number} timeZone={timeZone} onVerify={onVerify} /> : null}
      {number.us_is_closed ? <Notice tone="warn">{t("number.usIsClosed")}</Notice> : null}
      {number.stopped ? <Notice tone="warn">{t("number.stopped")}</Notice> : null}
    </>
  );
}

/** What a carrier says against the number, and the ways out of it: another one, or a code, once a day. */
function BadNumber({ number, timeZone, onVerify }: NumberStandingProps) {
  const { t } = useTranslation();
  const now = useNow(10_000);
  const waits = Date.parse(number.next_code_at) > now.getTime() && !number.code;
  return (
    <Notice tone="bad">
      <p>{t("number.bad")}</p>
      {waits ? (
        <p>
          {t("number.badHintLater")} <Moment at={number.next_code_at} zone={timeZone} />
        </p>
      ) : (
        <>
          <p>{t("number.badHint")}</p>
          <Button size="md" onClick={onVerify}>
            {t("number.verifyAgain")}
          </Button>
        </>
      )}
    </Notice>
  );
}

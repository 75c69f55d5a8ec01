import { useTranslation } from "react-i18next";
import type { ShownTemplate } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { type Place, places } from "./templates";
import classes from "./templates.module.css";

type PreviewCardProps = {
  shown: ShownTemplate | undefined;
  error: unknown;
  /** A newer draft is still being counted. */
  isOld: boolean;
  place: Place;
  isMail: boolean;
  isApproved: boolean;
  onPlace: (place: Place) => void;
};

/** The draft as an invented reader would get it. */
export function PreviewCard({ shown, error, isOld, place, isMail, isApproved, onPlace }: PreviewCardProps) {
  const { t } = useTranslation();
  return (
    <Card
      title={t("templates.preview")}
      lead={t(isApproved ? "templates.approvedPreviewLead" : "templates.previewLead")}
    >
      <SegmentedFilter
        label={t("templates.reader")}
        value={place}
        options={places.map((value) => ({ value, label: t(`templates.places.${value}`) }))}
        onChange={onPlace}
      />
      <ErrorState error={error} />
      <div aria-busy={isOld} className={classes.shown}>
        {shown ? (
          isMail ? (
            <MailFrame shown={shown} />
          ) : (
            <PhoneFrame shown={shown} sender={senderOf(place, isApproved)} />
          )
        ) : null}
      </div>
    </Card>
  );
}

function senderOf(place: Place, isApproved: boolean) {
  if (isApproved) return "templates.variablesShown" as const;
  return place === "seoul" ? ("templates.abroad" as const) : ("templates.sender" as const);
}

function PhoneFrame({ shown, sender }: { shown: ShownTemplate; sender: ReturnType<typeof senderOf> }) {
  const { t } = useTranslation();
  return (
    <figure className={classes.phone} aria-label={t("templates.onPhone")}>
      <div className={classes.speaker} aria-hidden />
      <div className={classes.screen}>
        <p className={classes.sender}>{t(sender)}</p>
        <p className={classes.bubble}>{shown.body}</p>
      </div>
    </figure>
  );
}

function MailFrame({ shown }: { shown: ShownTemplate }) {
  const { t } = useTranslation();
  return (
    <figure className={classes.mail} aria-label={t("templates.inMailbox")}>
      <p className={classes.mailSubject}>{shown.subject}</p>
      <p className={classes.mailBody}>{shown.body}</p>
    </figure>
  );
}

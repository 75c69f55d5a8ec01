import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import classes from "./calendars.module.css";
import { type Appointment, googleAddress, outlookAddress } from "./elsewhere";

type AddToCalendarProps = Appointment & { file: string };

/** The ways of one agreed time into a calendar: Google's and Outlook's own pages, and a file for all others. */
export function AddToCalendar({ file, ...appointment }: AddToCalendarProps) {
  const { t } = useTranslation();
  const id = useId();
  const elsewhere = { target: "_blank", rel: "noreferrer" };
  return (
    // biome-ignore lint/a11y/useSemanticElements: three links are no fields of a form
    <div role="group" aria-labelledby={id}>
      <p id={id} className={classes.label}>
        {t("session.addToCalendar")}
      </p>
      <div className={classes.ways}>
        <Button component="a" href={googleAddress(appointment)} variant="default" {...elsewhere}>
          {t("addTo.google")}
        </Button>
        <Button component="a" href={outlookAddress(appointment)} variant="default" {...elsewhere}>
          {t("addTo.outlook")}
        </Button>
        <Button component="a" href={file} variant="default" download>
          {t("addTo.file")}
        </Button>
      </div>
    </div>
  );
}

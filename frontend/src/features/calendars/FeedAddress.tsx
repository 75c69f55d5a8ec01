import { Button, CopyButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import classes from "./calendars.module.css";

/** The new address, this once, with the two ways to give it to a calendar program. */
export function FeedAddress({ url, warning }: { url: string; warning: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Notice tone="good">
        <p>{warning}</p>
        <code className={classes.address}>{url}</code>
      </Notice>
      <div className={classes.ways}>
        <CopyButton value={url} timeout={2500}>
          {({ copied, copy }) => (
            <Button size="md" onClick={copy}>
              {t(copied ? "feed.copied" : "feed.copy")}
            </Button>
          )}
        </CopyButton>
        <Button component="a" href={url.replace(/^https?:/, "webcal:")} variant="default" size="md">
          {t("feed.subscribe")}
        </Button>
      </div>
    </>
  );
}

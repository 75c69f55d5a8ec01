import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { InviteForm } from "./InviteForm";
import { NewContactForm } from "./NewContactForm";

const ways = ["known", "new"] as const;

/** Contacts are sent a link that needs no password: those of the directory, or one that is written into it. */
export function InviteDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof ways)[number]>("known");
  return (
    <Dialog title={t("events.invite")} onClose={onClose}>
      <SegmentedFilter
        label={t("events.inviteWhom")}
        value={way}
        options={ways.map((value) => ({ value, label: t(`events.inviteWays.${value}`) }))}
        onChange={setWay}
      />
      {way === "known" ? (
        <InviteForm slug={slug} onDone={onClose} />
      ) : (
        <NewContactForm slug={slug} onDone={onClose} />
      )}
    </Dialog>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuestPage } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import classes from "../events.module.css";
import type { GuestDoor } from "./door";
import { ProfileItem } from "./ProfileItem";

const views = ["all", "unsaid", "must", "like", "no"] as const;

/** Whom to meet: short profiles in the order that suggests itself, with a wish at each. */
export function WishesCard({ door, page }: { door: GuestDoor; page: GuestPage }) {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>("all");
  const profiles = door.profiles;
  const musts = profiles?.filter(({ wish }) => wish === "must").length ?? 0;
  const shown = profiles?.filter(({ wish }) => view === "all" || (view === "unsaid" ? !wish : wish === view));
  return (
    <Card
      title={t("events.wishes")}
      lead={t("events.wishesLead", { count: page.event.musts_most })}
      aside={<span role="status">{t("events.musts", { musts, most: page.event.musts_most })}</span>}
    >
      <ErrorState error={door.profilesError ?? door.wishError} />
      {profiles ? null : <Loading rows={3} height={120} />}
      {profiles?.length === 0 ? (
        <EmptyState icon="people" title={t("events.nobodyYet")} text={t("events.nobodyYetHint")} />
      ) : null}
      {profiles && profiles.length > 0 ? (
        <div className={classes.profiles}>
          <SegmentedFilter
            label={t("events.show")}
            value={view}
            options={views.map((value) => ({ value, label: t(`events.wishViews.${value}`) }))}
            onChange={setView}
          />
          <ul className={classes.profiles}>
            {shown?.map((profile) => (
              <li key={profile.id}>
                <ProfileItem
                  profile={profile}
                  isOpen={page.may.includes("wish")}
                  onWish={(value) => void door.wish(profile.id, value)}
                />
              </li>
            ))}
          </ul>
          {shown?.length === 0 ? <p className={classes.soft}>{t("events.noneInView")}</p> : null}
        </div>
      ) : null}
    </Card>
  );
}

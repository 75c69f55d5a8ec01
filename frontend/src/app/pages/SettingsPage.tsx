import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";
import { clockOf, holdsSessions, isCoordinator, isGuest, useMe } from "@/features/accounts/me";
import { ProfileForm } from "@/features/accounts/ProfileForm";
import { TokensCard } from "@/features/accounts/TokensCard";
import { useSignOut } from "@/features/accounts/useSignOut";
import { HolidaysCard } from "@/features/agenda/HolidaysCard";
import { UnreadCard } from "@/features/agenda/reading/UnreadCard";
import { TimeOffCard } from "@/features/agenda/TimeOffCard";
import { TravelCard } from "@/features/agenda/TravelCard";
import { FeedCard } from "@/features/calendars/FeedCard";
import { GoogleCard } from "@/features/calendars/google/GoogleCard";
import { ProgrammeFeedsCard } from "@/features/calendars/ProgrammeFeedsCard";
import { CompanyCard } from "@/features/directory/CompanyCard";
import { AdvertisingCard } from "@/features/messaging/own/AdvertisingCard";
import { ChannelsCard } from "@/features/messaging/own/ChannelsCard";
import { KindsCard } from "@/features/messaging/own/KindsCard";
import { NumberCard } from "@/features/messaging/own/NumberCard";
import { OwnMessagesCard } from "@/features/messaging/own/OwnMessagesCard";

export default function SettingsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Page title={t("settings.title")} lead={`${me.name} · ${me.email}`} width="text">
      <ProfileForm key={me.language} me={me} />
      <NumberCard timeZone={clockOf(me)} />
      <ChannelsCard timeZone={clockOf(me)} />
      <KindsCard me={me} />
      <AdvertisingCard timeZone={clockOf(me)} />
      {isGuest(me) ? null : <TravelCard timeZone={me.time_zone} />}
      {me.role === "startup_member" ? (
        <>
          <CompanyCard />
          <TimeOffCard />
          <HolidaysCard timeZone={clockOf(me)} />
        </>
      ) : null}
      <GoogleCard timeZone={clockOf(me)} />
      {isGuest(me) ? null : <UnreadCard />}
      {holdsSessions(me) ? <FeedCard timeZone={clockOf(me)} /> : null}
      {holdsSessions(me) || isCoordinator(me) ? (
        <ProgrammeFeedsCard timeZone={clockOf(me)} runsAll={isCoordinator(me)} />
      ) : null}
      <OwnMessagesCard />
      <TokensCard me={me} />
      <div>
        <Button variant="default" size="md" onClick={signOut}>
          {t("nav.signOut")}
        </Button>
      </div>
    </Page>
  );
}

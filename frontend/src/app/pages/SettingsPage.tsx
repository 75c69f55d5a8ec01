import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";
import { holdsSessions, isGuest, useMe } from "@/features/accounts/me";
import { ProfileForm } from "@/features/accounts/ProfileForm";
import { TokensCard } from "@/features/accounts/TokensCard";
import { useSignOut } from "@/features/accounts/useSignOut";
import { TravelCard } from "@/features/agenda/TravelCard";
import { FeedCard } from "@/features/calendars/FeedCard";
import { GoogleCard } from "@/features/calendars/GoogleCard";

export default function SettingsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Page title={t("settings.title")} lead={`${me.name} · ${me.email}`} width="text">
      <ProfileForm key={me.language} me={me} />
      {isGuest(me) ? null : <TravelCard timeZone={me.time_zone} />}
      <GoogleCard timeZone={me.time_zone} />
      {holdsSessions(me) ? <FeedCard timeZone={me.time_zone} /> : null}
      <TokensCard me={me} />
      <div>
        <Button variant="default" size="md" onClick={signOut}>
          {t("nav.signOut")}
        </Button>
      </div>
    </Page>
  );
}

import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Page } from "@/components/Page";
import { TwoClocks } from "@/components/TwoClocks";
import { useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import { oppositeZone } from "@/lib/zones";

/** A networking contact's home: nothing to do but to say when they are free. */
export function ContactHome() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  return (
    <Page title={t("home.hello", { name: me.name })} width="text">
      <TwoClocks at={now} here={me.time_zone} there={oppositeZone(me.time_zone)} size="lg" />
      <EmptyState
        icon="people"
        title={t("home.contactNothing")}
        text={t("home.contactHint")}
        action={
          <LinkButton to="/hours" variant="light">
            {t("nav.hours")}
          </LinkButton>
        }
      />
    </Page>
  );
}

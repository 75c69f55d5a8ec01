import { Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "react-router";
import { Card } from "@/components/Card";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { useInstallation } from "@/lib/installation";
import { CodeForm } from "./CodeForm";
import { DemoPeople } from "./DemoPeople";
import { EmailForm } from "./EmailForm";

export default function SignInPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { data: installation } = useInstallation();
  const ended = useLocation().state?.ended === true;
  const [email, setEmail] = useState<string | null>(null);
  return (
    <Page title={t("signIn.title")} lead={t("signIn.lead")} width="narrow">
      {ended ? <Notice tone="warn">{t("signIn.ended")}</Notice> : null}
      <Card>
        {email ? (
          <CodeForm email={email} demo={installation?.demo ?? false} onBack={() => setEmail(null)} />
        ) : (
          <EmailForm initial={params.get("email") ?? ""} onSent={setEmail} />
        )}
      </Card>
      {installation?.demo && !email ? (
        <Stack>
          <DemoPeople onSent={setEmail} />
        </Stack>
      ) : null}
    </Page>
  );
}

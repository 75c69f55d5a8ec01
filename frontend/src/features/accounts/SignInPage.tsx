import { Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Card } from "@/components/Card";
import { Page } from "@/components/Page";
import { useInstallation } from "@/lib/installation";
import { CodeForm } from "./CodeForm";
import { DemoPeople } from "./DemoPeople";
import { EmailForm } from "./EmailForm";

export default function SignInPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { data: installation } = useInstallation();
  const [email, setEmail] = useState<string | null>(null);
  return (
    <Page title={t("signIn.title")} lead={t("signIn.lead")} width="narrow">
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

import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api } from "@/lib/api";

/** In the demo nobody's mail leaves the house: offers the code from the demo mailbox. */
export function DemoCode({ email, onUse }: { email: string; onUse: (code: string) => void }) {
  const { t } = useTranslation();
  const mailbox = api.useQuery("get", "/api/demo/mailbox/", {}, { refetchInterval: 1500, staleTime: 0 });
  const newest = mailbox.data?.find((mail) => mail.code && mail.to.toLowerCase() === email.toLowerCase());
  return (
    <Group gap="sm" justify="space-between">
      {newest?.code ? (
        <Button variant="light" onClick={() => onUse(newest.code ?? "")}>
          {t("signIn.useCode", { code: newest.code })}
        </Button>
      ) : null}
      <Link to="/demo#mailbox">{t("signIn.mailbox")}</Link>
    </Group>
  );
}

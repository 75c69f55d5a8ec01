import { TextInput } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Icon } from "@/components/Icon";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import classes from "./demo.module.css";

/** The mail that the demo would have sent, newest first, sign-in codes made plain. */
export function MailboxCard() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const mailbox = api.useQuery("get", "/api/demo/mailbox/", {}, { refetchInterval: 3_000, staleTime: 0 });
  const url = useUrlState();
  const q = url.get("mail");
  const words = q.toLowerCase();
  const mails = (mailbox.data ?? []).filter(({ to, subject, text }) =>
    [subject, text, String(to)].some((part) => part.toLowerCase().includes(words)),
  );
  useEffect(() => {
    if (hash === "#mailbox") document.getElementById("mailbox")?.scrollIntoView();
  }, [hash]);
  return (
    <div id="mailbox">
      <Card title={t("demo.mailbox")} lead={t("demo.mailboxLead")}>
        <ErrorState error={mailbox.error} />
        <TextInput
          label={t("demo.searchMail")}
          type="search"
          size="md"
          mb="md"
          leftSection={<Icon name="search" />}
          value={q}
          onChange={(event) => url.set({ mail: event.currentTarget.value })}
        />
        {mailbox.data && mails.length === 0 ? (
          <EmptyState icon="mail" title={t("demo.noMail")} text={t("demo.noMailHint")} />
        ) : null}
        <ul className={classes.mail}>
          {mails.map((mail) => (
            <li key={mail.at + mail.to + mail.subject}>
              <details>
                <summary>
                  <strong>{mail.subject}</strong>
                  <small>
                    {mail.to} · <Moment at={mail.at} zone="Asia/Seoul" />
                  </small>
                  {mail.code ? <span className={classes.code}>{mail.code}</span> : null}
                </summary>
                <pre>{mail.text}</pre>
                {mail.attachments.length ? <small>{mail.attachments.join(", ")}</small> : null}
              </details>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

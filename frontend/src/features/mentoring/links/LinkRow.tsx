import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PublicLink } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Tag, type Tone } from "@/components/Tag";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { dayText } from "@/lib/time";
import classes from "./links.module.css";

const tones: Record<PublicLink["state"], Tone> = { active: "good", expired: "quiet", revoked: "quiet" };

function frameOf(link: PublicLink): string {
  return `<iframe src="${link.embed_url}" title="Meridian" width="100%" height="640" style="border:0"></iframe>`;
}

function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text} timeout={2500}>
      {({ copied, copy }) => (
        <Button variant="default" size="md" onClick={copy}>
          {copied ? t("links.copied") : label}
        </Button>
      )}
    </CopyButton>
  );
}

export function LinkRow({ link, onChanged }: { link: PublicLink; onChanged: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const revoke = api.useMutation("post", "/api/public-links/{link_id}/revoke/", {
    onSuccess: () => {
      setAsking(false);
      onChanged();
    },
  });
  const programme = inLanguage(language, link.programme.name_ko, link.programme.name_en);
  const until = link.expires_at
    ? t("links.until", { day: dayText(link.expires_at, clockOf(me), language) })
    : t("links.noEnd");
  return (
    <li>
      <div className={classes.about}>
        <strong>{link.name || programme}</strong>{" "}
        <Tag tone={tones[link.state]}>{t(`links.state.${link.state}`)}</Tag>
        <p>{[link.expert?.name ?? t("links.anybody"), programme, until].join(" · ")}</p>
      </div>
      {link.state === "active" ? (
        <div className={classes.buttons}>
          <a className={classes.address} href={link.url} target="_blank" rel="noreferrer">
            {link.url}
          </a>
          <Copy text={link.url} label={t("links.copy")} />
          <Copy text={frameOf(link)} label={t("links.copyFrame")} />
          <Button variant="subtle" color="red" size="md" onClick={() => setAsking(true)}>
            {t("links.revoke")}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <Dialog title={t("links.revokeTitle")} onClose={() => setAsking(false)}>
          <p>{t("links.revokeHint")}</p>
          <ErrorState error={revoke.error} />
          <Button
            color="red"
            size="md"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ params: { path: { link_id: link.id } } })}
          >
            {t("links.revoke")}
          </Button>
        </Dialog>
      ) : null}
    </li>
  );
}

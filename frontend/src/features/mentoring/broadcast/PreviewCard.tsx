import { Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BroadcastPreview } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Reason } from "@/components/Reason";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { moneyText } from "@/lib/money";
import { asProblem } from "@/lib/problem";
import classes from "./broadcast.module.css";
import type { Letter } from "./letter";

type PreviewCardProps = {
  preview: BroadcastPreview;
  letter: Letter;
  onSent: () => void;
  onLookAgain: () => void;
};

/** Who gets it and how it reads; it leaves once the number of people is entered. */
export function PreviewCard({ preview, letter, onSent, onLookAgain }: PreviewCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const queries = useQueryClient();
  const [count, setCount] = useState("");
  const send = api.useMutation("post", "/api/broadcasts/");
  const problem = asProblem(send.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { ...letter, quote: preview.quote, confirmed_people: Number(count) };
    if (!(await send.mutateAsync({ body }).catch(() => null))) return;
    await queries.invalidateQueries({ queryKey: ["get", "/api/broadcasts/"] });
    onSent();
  };
  const figures = [
    [t("broadcast.people"), preview.people],
    [t("messages.channels.sms"), preview.texts],
    [t("messages.channels.email"), preview.mails],
    [t("broadcast.parts"), preview.parts],
  ] as const;
  return (
    <Card title={t("broadcast.preview")}>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {preview.texts > 0 ? (
        <p>
          {preview.price
            ? t("broadcast.price", { price: moneyText(preview.price, preview.price_unit, language) })
            : t("broadcast.noPrice")}
        </p>
      ) : null}
      <LeftOut preview={preview} />
      <Shown preview={preview} texts={letter.channels.includes("sms")} />
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t("broadcast.confirm", { count: preview.people })}
            size="md"
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
            value={count}
            error={problem?.on("confirmed_people")}
            onChange={({ currentTarget: { value } }) => setCount(value)}
          />
          {problem?.isAllOn(["confirmed_people"]) ? null : <ErrorState error={send.error} />}
          {problem?.status === 409 ? (
            <Button variant="default" size="md" onClick={onLookAgain}>
              {t("broadcast.lookAgain")}
            </Button>
          ) : null}
          <div>
            <Button
              type="submit"
              size="md"
              loading={send.isPending}
              disabled={preview.people === 0 || count === ""}
            >
              {t("broadcast.send")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}

function LeftOut({ preview }: { preview: BroadcastPreview }) {
  const { t } = useTranslation();
  if (preview.left_out.length === 0) return null;
  return (
    <section>
      <h3 className={classes.sub}>{t("broadcast.leftOut")}</h3>
      <ul className={classes.rows}>
        {preview.left_out.map(({ reason, count }) => (
          <li key={reason}>
            <Reason code={reason} />
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shown({ preview, texts }: { preview: BroadcastPreview; texts: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.shown}>
      {preview.shown.map(({ language, subject, email, sms, parts }) => (
        <section key={language} lang={language}>
          <h3 className={classes.sub}>{subject}</h3>
          <p className={classes.words}>{email}</p>
          {texts ? (
            <>
              <p className={classes.text}>{sms}</p>
              <small>{t("broadcast.partsOfText", { count: parts })}</small>
            </>
          ) : null}
        </section>
      ))}
    </div>
  );
}

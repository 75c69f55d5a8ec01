import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { ListTabs } from "../series/ListTabs";
import { BroadcastForm } from "./BroadcastForm";
import { BroadcastsCard } from "./BroadcastsCard";
import { emptyLetter, type Letter } from "./letter";
import { PreviewCard } from "./PreviewCard";

/** Coordinators tell many at once: written, looked at, confirmed with the number of people, and stopped if need be. */
export default function BroadcastPage() {
  const { t } = useTranslation();
  const tell = useTell();
  const [letter, setLetter] = useState<Letter>(emptyLetter);
  const preview = api.useMutation("post", "/api/broadcasts/preview/");
  const change = (changes: Partial<Letter>) => {
    setLetter((before) => ({ ...before, ...changes }));
    preview.reset();
  };
  const sent = () => {
    setLetter(emptyLetter);
    preview.reset();
    tell(t("broadcast.sent"));
  };
  return (
    <Page title={t("broadcast.title")} lead={t("broadcast.lead")} width="text">
      <ListTabs here="broadcast" />
      <BroadcastForm
        letter={letter}
        onChange={change}
        error={preview.error}
        looking={preview.isPending}
        onLook={() => preview.mutate({ body: letter })}
      />
      {preview.data ? (
        <PreviewCard
          key={preview.data.quote}
          preview={preview.data}
          letter={letter}
          onSent={sent}
          onLookAgain={() => preview.mutate({ body: letter })}
        />
      ) : null}
      <BroadcastsCard />
    </Page>
  );
}

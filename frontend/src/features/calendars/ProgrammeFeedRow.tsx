import { Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/generated/schema";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Clock } from "@/lib/whoseClock";
import classes from "./calendars.module.css";
import { FeedAddress } from "./FeedAddress";
import { FeedAsk, type FeedDeed } from "./FeedAsk";
import { FeedButtons } from "./FeedButtons";

const PATH = "/api/me/programme-feeds/{slug}/";

interface Props {
  feed: components["schemas"]["ProgrammeFeed"];
  timeZone: Clock;
  onChange: () => void;
}

/** One programme and the address of its calendar. */
export function ProgrammeFeedRow({ feed, timeZone, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [asking, setAsking] = useState<FeedDeed | null>(null);
  const settled = () => {
    setAsking(null);
    onChange();
  };
  const make = api.useMutation("post", PATH, { onSuccess: settled });
  const revoke = api.useMutation("delete", PATH, {
    onSuccess: () => {
      make.reset();
      settled();
    },
  });
  const which = { params: { path: { slug: feed.slug } } };
  const deeds = { replace: () => make.mutate(which), revoke: () => revoke.mutate(which) };
  const name = inLanguage(language, feed.name_ko, feed.name_en);
  return (
    <Stack gap="sm" component="section" aria-label={name}>
      <h3 className={classes.programme}>{name}</h3>
      <ErrorState error={make.error ?? revoke.error} />
      {make.data ? <FeedAddress url={make.data.url} warning={t("programmeFeeds.once")} /> : null}
      {feed.made_at ? (
        <p>
          {t("feed.madeAt")} <Moment at={feed.made_at} zone={timeZone} />
        </p>
      ) : null}
      <FeedButtons
        exists={feed.exists}
        pending={make.isPending}
        of={name}
        onMake={deeds.replace}
        onAsk={setAsking}
      />
      {asking ? (
        <FeedAsk
          deed={asking}
          pending={make.isPending || revoke.isPending}
          onConfirm={deeds[asking]}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Stack>
  );
}

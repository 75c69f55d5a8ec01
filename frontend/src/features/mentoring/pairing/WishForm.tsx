import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Button, MultiSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CycleWish } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { useTopicOptions } from "@/features/directory/options";
import { api } from "@/lib/api";
import { CandidateList } from "./CandidateList";
import { usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";
import { RankList } from "./RankList";

const mostRanks = 10;

type WishFormProps = {
  cycle: number;
  whose: { startup?: number | undefined; expert?: number | undefined };
  wish: CycleWish;
};

/** The list of wishes, by dragging or with the buttons beside each name; kept as a draft or sent. */
export function WishForm({ cycle, whose, wish }: WishFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const topics = useTopicOptions();
  const said = wish.draft ?? wish.sent;
  const [ranks, setRanks] = useState(said?.ranks ?? []);
  const [vetoes, setVetoes] = useState(said?.vetoes ?? []);
  const [needs, setNeeds] = useState(said?.needs ?? "");
  const [chosen, setChosen] = useState(said?.topics.length ? said.topics : wish.profile_topics);
  const onSuccess = usePairingChanged();
  const keep = api.useMutation("put", "/api/cycles/{cycle_id}/wish/", { onSuccess });
  const isStartup = wish.side === "startup";
  const save = async (send: boolean) => {
    const body = { ranks, vetoes, needs, topics: isStartup ? chosen : [], send };
    const call = { params: { path: { cycle_id: cycle }, query: whose }, body };
    if (await keep.mutateAsync(call).catch(() => null))
      tell(t(send ? "pairing.wish.wasSent" : "pairing.wish.wasKept"));
  };
  const rank = (id: number) => {
    setVetoes((before) => before.filter((one) => one !== id));
    setRanks((before) => [...before.filter((one) => one !== id), id]);
  };
  const veto = (id: number) => {
    setRanks((before) => before.filter((one) => one !== id));
    setVetoes((before) => [...before.filter((one) => one !== id), id]);
  };
  const drop = (id: number) => {
    setRanks((before) => before.filter((one) => one !== id));
    setVetoes((before) => before.filter((one) => one !== id));
  };
  return (
    <>
      {isStartup ? (
        <Card title={t("pairing.wish.needs")}>
          <MultiSelect
            label={t("pairing.wish.topics")}
            data={topics}
            value={chosen}
            onChange={setChosen}
            searchable
            size="md"
          />
          <Textarea
            label={t("pairing.wish.words")}
            description={t("pairing.wish.wordsHint")}
            value={needs}
            onChange={(event) => setNeeds(event.currentTarget.value)}
            maxLength={2000}
            autosize
            minRows={3}
            size="md"
          />
        </Card>
      ) : null}
      <Card
        title={t("pairing.wish.ranking")}
        lead={t("pairing.wish.rankingLead", { count: ranks.length, most: mostRanks })}
      >
        <RankList ids={ranks} candidates={wish.candidates} onChange={setRanks} onDrop={drop} />
      </Card>
      <Card title={t(`pairing.wish.others_${wish.side}`)}>
        <CandidateList
          candidates={wish.candidates}
          ranks={ranks}
          vetoes={vetoes}
          isFull={ranks.length >= mostRanks}
          mayVeto={!isStartup}
          onRank={rank}
          onVeto={veto}
          onDrop={drop}
        />
      </Card>
      <ErrorState error={keep.error} />
      {wish.is_open ? (
        <div className={classes.send}>
          <Button size="md" loading={keep.isPending} onClick={() => save(true)}>
            {t("pairing.wish.send")}
          </Button>
          <Button size="md" variant="default" loading={keep.isPending} onClick={() => save(false)}>
            {t("pairing.wish.keep")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

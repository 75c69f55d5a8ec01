import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import { Button, NativeSelect, NumberInput, Select } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cycle, PairingRun } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { NothingFound } from "@/components/NothingFound";
import { api } from "@/lib/api";
import { useDesk } from "../programmes/programmes";
import { usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";
import { WeightFields } from "./WeightFields";

type WhatIfDialogProps = {
  cycle: Cycle;
  run: PairingRun;
  onAsked: (run: number) => void;
  onClose: () => void;
};

/** Experts of the programme's kind who take no part in it, by what is typed of their names. */
function useOthers(cycle: Cycle, run: PairingRun, typed: string) {
  const programme = useDesk(cycle.programme.slug).data;
  const query = { kind: programme?.expert_kind, q: typed, page_size: 100 };
  const { data } = api.useQuery(
    "get",
    "/api/experts/",
    { params: { query } },
    { enabled: programme !== undefined, placeholderData: keepPreviousData },
  );
  const here = new Set(run.experts.map(({ id }) => id));
  return (data?.results ?? [])
    .filter(({ id }) => !here.has(id))
    .map(({ id, name }) => ({ value: String(id), label: name }));
}

/** What would be if other things counted, an expert gave more, or one more came: a trial that is never published. */
export function WhatIfDialog({ cycle, run, onAsked, onClose }: WhatIfDialogProps) {
  const { t } = useTranslation();
  const [weights, setWeights] = useState(run.weights);
  const [expert, setExpert] = useState("");
  const [places, setPlaces] = useState(1);
  const [beside, setBeside] = useState("");
  const [typed, setTyped] = useState("");
  const others = useOthers(cycle, run, typed);
  const onSuccess = usePairingChanged();
  const start = api.useMutation("post", "/api/cycles/{cycle_id}/runs/", { onSuccess });
  const ask = async () => {
    const capacity = expert ? { [expert]: places } : {};
    const trial = { weights, capacity, beside: beside ? [Number(beside)] : [] };
    const call = { params: { path: { cycle_id: cycle.id } }, body: { trial } };
    const asked = await start.mutateAsync(call).catch(() => null);
    if (!asked) return;
    onAsked(asked.id);
    onClose();
  };
  const choose = (value: string) => {
    setExpert(value);
    setPlaces((run.experts.find((one) => String(one.id) === value)?.capacity ?? 0) + 1);
  };
  return (
    <Dialog title={t("pairing.whatIf")} wide onClose={onClose}>
      <p className={classes.soft}>{t("pairing.whatIfLead")}</p>
      <WeightFields weights={weights} onChange={setWeights} />
      <div className={classes.two}>
        <NativeSelect
          label={t("pairing.moreOf")}
          data={[
            { value: "", label: "–" },
            ...run.experts.map((one) => ({ value: String(one.id), label: one.name })),
          ]}
          value={expert}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <NumberInput
          label={t("pairing.morePlaces")}
          min={0}
          max={1000}
          allowDecimal={false}
          value={places}
          disabled={!expert}
          onChange={(value) => setPlaces(Number(value))}
        />
      </div>
      <Select
        label={t("pairing.oneMore")}
        description={t("pairing.oneMoreHint")}
        placeholder={t("pairing.oneMoreTyped")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("pairing.oneMoreCleared") }}
        nothingFoundMessage={<NothingFound text={t("company.nothingFound")} />}
        disabled={others.length === 0 && !typed}
        data={others}
        filter={({ options }) => options}
        value={beside || null}
        onChange={(one) => setBeside(one ?? "")}
        onSearchChange={setTyped}
        comboboxProps={{ withinPortal: false }}
      />
      <ErrorState error={start.error} />
      <div className={classes.buttons}>
        <Button loading={start.isPending} onClick={ask}>
          {t("pairing.try")}
        </Button>
      </div>
    </Dialog>
  );
}

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import { usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";

const sides = ["startups", "experts"] as const;
const empty = {
  startups_due_on: "",
  startups_due_at: "18:00",
  experts_due_on: "",
  experts_due_at: "18:00",
};

/** Programmes that pair by cycles and still can: people are asked before it runs, too. */
function useCycleProgrammes() {
  const language = useLanguage();
  const query = { pairing: ["cycle" as const], state: ["open" as const, "running" as const], page_size: 100 };
  const { data } = api.useQuery("get", "/api/programme-desk/", { params: { query } });
  return (data?.results ?? []).map(({ slug, name_ko, name_en }) => ({
    value: slug,
    label: inLanguage(language, name_ko, name_en),
  }));
}

/** Opens a cycle: the rest of its terms has defaults, and can be changed until it is published. */
export function NewCycleCard({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const programmes = useCycleProgrammes();
  const [programme, setProgramme] = useState("");
  const [due, setDue] = useState(empty);
  const onSuccess = usePairingChanged();
  const open = api.useMutation("post", "/api/cycles/", { onSuccess });
  const problem = asProblem(open.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!programme) return;
    const cycle = await open.mutateAsync({ body: { programme, ...due } }).catch(() => null);
    if (cycle) navigate(`/pairing/${cycle.id}`);
  };
  if (!isOpen)
    return (
      <div>
        <Button onClick={onToggle}>{t("pairing.new")}</Button>
      </div>
    );
  return (
    <Card title={t("pairing.new")} lead={t("pairing.newLead")}>
      <form onSubmit={submit} className={classes.form}>
        <NativeSelect
          label={t("booking.programme")}
          data={[{ value: "", label: "–" }, ...programmes]}
          value={programme}
          onChange={(event) => setProgramme(event.currentTarget.value)}
          error={problem?.on("programme")}
          required
          withAsterisk={false}
          size="md"
        />
        {sides.map((side) => (
          <div key={side} className={classes.two}>
            {(["on", "at"] as const).map((what) => (
              <TextInput
                key={what}
                type={what === "on" ? "date" : "time"}
                label={t(`pairing.due.${side}_${what}`)}
                value={due[`${side}_due_${what}`]}
                error={problem?.on(`${side}_due_${what}`)}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setDue((before) => ({ ...before, [`${side}_due_${what}`]: value }));
                }}
                required
                withAsterisk={false}
                size="md"
              />
            ))}
          </div>
        ))}
        <ErrorState error={open.error} />
        <div className={classes.buttons}>
          <Button type="submit" loading={open.isPending}>
            {t("pairing.open")}
          </Button>
          <Button variant="default" onClick={onToggle}>
            {t("common.close")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

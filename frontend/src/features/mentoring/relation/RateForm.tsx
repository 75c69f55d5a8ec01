import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HonorariumStatement } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";

const currencies = ["KRW", "USD", "EUR", "JPY"] as const;
type Line = HonorariumStatement["lines"][number];

/** What the expert is paid for an hour in the programme. */
export function RateForm({ expert, line }: { expert: number; line: Line }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [rate, setRate] = useState(line.rate ?? "");
  const [currency, setCurrency] = useState(currencies.find((one) => one === line.currency) ?? "USD");
  const set = api.useMutation("put", "/api/honoraria/rates/", {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/honoraria/"] }),
  });
  const problem = asProblem(set.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { programme: line.programme.slug, expert, per_hour: rate, currency };
    if (!(await set.mutateAsync({ body }).catch(() => null))) return;
    tell(t("honoraria.rateSet"));
    setOpen(false);
  };
  if (!open) {
    return (
      <Button size="xs" variant="subtle" onClick={() => setOpen(true)}>
        {t("honoraria.setRate")}
      </Button>
    );
  }
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="end">
        <TextInput
          label={t("honoraria.rate")}
          inputMode="decimal"
          required
          withAsterisk={false}
          value={rate}
          error={problem?.on("per_hour")}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("honoraria.currency")}
          value={currency}
          onChange={(event) =>
            setCurrency(currencies.find((one) => one === event.currentTarget.value) ?? "USD")
          }
          data={[...currencies]}
        />
        <Button type="submit" variant="default" loading={set.isPending}>
          {t("honoraria.keep")}
        </Button>
      </Group>
      {problem?.isAllOn(["per_hour"]) ? null : <ErrorState error={set.error} />}
    </form>
  );
}

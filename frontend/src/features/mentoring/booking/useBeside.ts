import { useQueries } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { api } from "@/lib/api";

/** Who takes part beside the expert asked and the reader, as it stands in the address. */
export function useBeside(expertId: number) {
  const [params, setParams] = useSearchParams();
  const idsIn = (name: string) => [
    ...new Set((params.get(name) ?? "").split(",").map(Number).filter(Number.isSafeInteger).filter(Boolean)),
  ];
  const named = {
    experts: idsIn("experts").filter((id) => id !== expertId),
    colleagues: idsIn("colleagues"),
  };
  const leaveOut = (name: "experts" | "colleagues", id: number) =>
    setParams(
      (before) => ({
        ...Object.fromEntries(before),
        [name]: named[name].filter((one) => one !== id).join(","),
      }),
      { replace: true, preventScrollReset: true },
    );
  return { ...named, leaveOut };
}

export type Beside = ReturnType<typeof useBeside>;

/** The same for the question about free starts. */
export function besideAsked({ experts, colleagues }: Beside) {
  return {
    ...(experts.length > 0 ? { experts: experts.join(",") } : {}),
    ...(colleagues.length > 0 ? { colleagues: colleagues.join(",") } : {}),
  };
}

/** Their names, organisations and zones, as far as they are known by now. */
export function useBesidePeople({ experts, colleagues }: Beside) {
  const found = useQueries({
    queries: experts.map((id) => api.queryOptions("get", "/api/experts/{id}/", { params: { path: { id } } })),
  });
  const own = api.useQuery("get", "/api/colleagues/", {}, { enabled: colleagues.length > 0 });
  return [
    ...found.flatMap(({ data }) => (data ? [{ ...data, side: "experts" as const }] : [])),
    ...(own.data ?? [])
      .filter(({ id }) => colleagues.includes(id))
      .map((colleague) => ({ ...colleague, organisation: "", side: "colleagues" as const })),
  ];
}

import { keepPreviousData } from "@tanstack/react-query";
import type { Finding } from "@/api/types";
import { useProgrammes, useTopics } from "@/features/directory/queries";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { addDays, dayOf, startOfDay } from "@/lib/days";
import { useInstallation } from "@/lib/installation";
import type { UrlState } from "@/lib/useUrlState";
import type { Clock } from "@/lib/whoseClock";

export const modes = ["each", "all", "any"] as const;
export const reaches = [1, 2, 4, 8];

/** What is looked for, as it stands in the address. */
export function useFindingWish(url: UrlState) {
  const programmes = useProgrammes().data?.results ?? [];
  const topics = useTopics().data ?? [];
  const programme = programmes.find(({ slug }) => slug === url.get("need")) ?? programmes[0];
  const topic = topics.find(({ slug }) => slug === url.get("topic"));
  return {
    programmes,
    topics,
    programme,
    mode: modes.find((mode) => mode === url.get("mode")) ?? "each",
    topic: topic?.slug ?? "",
    experts: url.get("experts").split(",").filter(Boolean),
    colleagues: url.get("colleagues").split(",").filter(Boolean),
    weeks: reaches.find((weeks) => String(weeks) === url.get("weeks")) ?? 2,
  };
}

export type FindingWish = ReturnType<typeof useFindingWish>;

/** Fewer experts than "all of them" needs: two, or one where colleagues take part. */
export function isTooFew({ mode, experts, colleagues }: FindingWish): boolean {
  return mode === "all" && experts.length < (colleagues.length > 0 ? 1 : 2);
}

/** Whether times are missing as the calendar of somebody who asks cannot be read. */
export function isClosedByAsker({ experts, empty_days }: Finding): boolean {
  const days = [...empty_days, ...experts.flatMap((expert) => expert.empty_days)];
  return days.some(({ reason }) => reason === "asker_unknown");
}

/** Who can be met when, from now on for so many weeks. */
export function useFinding(wish: FindingWish, timeZone: Clock) {
  const { data: installation } = useInstallation();
  const today = dayOf(serverNow(), timeZone);
  const query = {
    programme: wish.programme?.slug ?? "",
    mode: wish.mode,
    first: wish.mode === "each" ? 5 : 60,
    reasons: true,
    from: startOfDay(today, timeZone).toISOString(),
    until: startOfDay(addDays(today, wish.weeks * 7), timeZone).toISOString(),
    ...(wish.topic ? { topic: wish.topic } : {}),
    ...(wish.experts.length > 0 ? { experts: wish.experts.join(",") } : {}),
    ...(wish.colleagues.length > 0 ? { colleagues: wish.colleagues.join(",") } : {}),
  };
  return api.useQuery(
    "get",
    "/api/free-starts/",
    { params: { query } },
    {
      enabled: Boolean(installation && wish.programme) && !isTooFew(wish),
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: true,
    },
  );
}

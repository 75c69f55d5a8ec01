import { useTranslation } from "react-i18next";
import type { EmptyDay } from "@/api/types";

/** Why there is nothing: each reason once, with the number of days it holds for. */
export function WhyEmpty({ days }: { days: EmptyDay[] }) {
  const { t } = useTranslation();
  const counts = new Map<EmptyDay["reason"], number>();
  for (const { reason } of days) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return null;
  const told = [...counts].sort((one, other) => other[1] - one[1]);
  return <>{told.map(([reason, count]) => t(`find.why.${reason}`, { count })).join(" · ")}</>;
}

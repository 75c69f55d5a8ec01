import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Notice } from "@/components/Notice";
import { useMomentInWords } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { useCycles, useProgrammeName } from "./pairing";

/** On the first page of startups and experts: a cycle asks whom they want, and they have not said so yet. */
export function AskedNotice() {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const zone = useOwnClock();
  const nameOf = useProgrammeName();
  const cycles = useCycles(["collecting", "review"]);
  const asking = cycles.data?.results.filter((cycle) => cycle.my_wish !== "sent" && cycle.my_due_at) ?? [];
  return asking.map((cycle) => (
    <Notice key={cycle.id}>
      <Link to={`/pairing/${cycle.id}/wish`}>
        {t("pairing.asked", {
          programme: nameOf(cycle),
          due: moment(cycle.my_due_at ?? "", zone),
        })}
      </Link>
    </Notice>
  ));
}

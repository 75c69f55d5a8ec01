import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useMe } from "@/features/accounts/me";
import { MeetView } from "./MeetView";

/** When the reader and an expert can meet every week. */
export default function MeetPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const me = useMe();
  return (
    <MeetView
      other={{ with: id }}
      back={<Link to={`/mentors/${id}`}>{t("series.backToMentor")}</Link>}
      book={me.role === "startup_member" ? `/mentors/${id}` : null}
    />
  );
}

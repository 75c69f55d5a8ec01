import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { MeetView } from "./MeetView";

/** When the reader and a founder who asked them for a session can meet every week. */
export default function MeetFounderPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  return (
    <MeetView other={{ founder: id }} back={<Link to="/sessions">{t("nav.sessions")}</Link>} book={null} />
  );
}

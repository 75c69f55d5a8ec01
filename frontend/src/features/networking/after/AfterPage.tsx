import { useParams } from "react-router";
import { AfterBody } from "./AfterBody";
import { useAfterByAccount } from "./useAfter";
import { useFollowUpsByAccount } from "./useFollowUps";

/** After an event, for whoever is signed in. */
export default function AfterPage() {
  const { slug = "" } = useParams();
  return (
    <AfterBody
      door={useAfterByAccount(slug)}
      sessions={useFollowUpsByAccount(slug)}
      papers={`/api/events/${slug}`}
    />
  );
}

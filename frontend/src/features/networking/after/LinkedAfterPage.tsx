import { useParams } from "react-router";
import { AfterBody } from "./AfterBody";
import { useAfterByLink } from "./useAfter";
import { useFollowUpsByLink } from "./useFollowUps";

/** After an event, for whoever has the guest's link. */
export default function LinkedAfterPage() {
  const { token = "" } = useParams();
  return (
    <AfterBody
      door={useAfterByLink(token)}
      sessions={useFollowUpsByLink(token)}
      papers={`/api/guests/${token}`}
    />
  );
}

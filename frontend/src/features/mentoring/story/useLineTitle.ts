import { useTranslation } from "react-i18next";
import type { StoryEntry } from "@/api/types";
import { useChannelLabel } from "@/features/messaging/channels";
import { useInvitationAnswer } from "../useInvitationAnswer";
import { type Line, lastStep, textIn } from "./lines";

const known = [
  "session.requested",
  "session.confirmed",
  "session.declined",
  "session.expired",
  "session.moved",
  "session.cancelled",
  "session.completed",
  "session.no_show",
  "session.noted",
  "session.replanned",
  "session.clock_clash",
  "session.proposed",
  "session.proposal_expired",
  "session.taken",
  "session.turned_down",
  "session.cancel_asked",
  "session.kept",
  "session.put_back",
  "session.invited_again",
  "session.invited_by_mail",
  "session.proposal_withdrawn",
  "session.adopted",
  "session.disputed",
  "session.settled",
  "session.excused",
  "session.left",
  "series.requested",
  "series.accepted",
  "series.declined",
  "series.expired",
  "series.settled",
  "series.extended",
  "series.moved_one",
  "series.follows",
  "series.replanned",
  "series.skipped",
  "series.continued",
  "series.ended",
  "group.opened",
  "group.changed",
  "group.cancelled",
  "group.held",
  "group.joined",
  "group.waiting",
  "group.left",
  "group.stopped_waiting",
  "group.seat_offered",
  "group.offer_declined",
  "group.offer_expired",
  "group.no_seat",
  "group.removed",
  "invitation.answered",
  "thread.written",
  "text.answered",
  "calendar.planned",
  "calendar.waiting",
  "calendar.written",
  "calendar.removed",
  "calendar.failed",
  "calendar.retried",
  "calendar.organiser_left",
  "calendar.left",
  "calendar.passed_over",
  "calendar.mailed",
  "calendar.moved_by_hand",
  "calendar.deleted_by_hand",
  "calendar.uninvited_by_hand",
  "calendar.repeated_by_hand",
  "calendar.taken_elsewhere",
  "calendar.read_same",
  "calendar.read_otherwise",
  "calendar.looked_same",
  "calendar.look_failed",
  "calendar.edit_taken_back",
  "calendar.rematched",
  "calendar.meet_made",
  "calendar.meet_missing",
  "calendar.clash",
  "message.ready",
  "message.sending",
  "message.unknown",
  "message.accepted",
  "message.sent",
  "message.delivered",
  "message.undelivered",
  "message.failed",
  "message.dropped",
  "reminders.planned",
  "reminders.replanned",
  "reminder.dropped",
] as const;

/** Of these it is told in whose calendar, where that is known. */
const inSomebodysCalendar = [
  "calendar.planned",
  "calendar.waiting",
  "calendar.written",
  "calendar.removed",
  "calendar.failed",
  "calendar.retried",
  "calendar.passed_over",
  "calendar.rematched",
  "calendar.read_same",
  "calendar.read_otherwise",
  "calendar.looked_same",
  "calendar.look_failed",
] as const;

/** Of these it is told whom they are about. */
const ofSomebody = ["session.invited_again", "session.invited_by_mail", "calendar.uninvited_by_hand"];

/** What becomes of an event whose organiser disconnected. */
const fates = ["waiting", "none", "failed"] as const;

/** What happened, in words; an action that this client does not know yet is shown by its own name. */
export function useActionText() {
  const { t } = useTranslation();
  return (action: string): string => {
    const found = known.find((candidate) => candidate === action);
    return found ? t(`story.actions.${found}`) : action.replaceAll(/[._]/g, " ");
  };
}

/** What a line tells at a glance: "Text to Melanie Bryant delivered". */
export function useLineTitle() {
  const { t } = useTranslation();
  const actionText = useActionText();
  const answerText = useInvitationAnswer();
  const channelLabel = useChannelLabel();
  const ofMessage = ({ action, details, person }: StoryEntry) => {
    const channel = textIn(details, "channel");
    const ours = channel === "sms" ? "story.text" : channel === "email" ? "story.mail" : null;
    const what = ours ? t(ours) : channelLabel(channel);
    const outcome = actionText(action);
    return person ? t("story.messageTo", { what, person, outcome }) : t("story.message", { what, outcome });
  };
  return (line: Line): string => {
    const last = lastStep(line);
    if (last.details.message_id) return ofMessage(last);
    if (last.action === "reminder.dropped") return t("story.dropped", { count: line.steps.length });
    if (last.action === "calendar.planned" && last.details.state === "none") return t("story.byMail");
    if (last.action === "invitation.answered")
      return answerText(textIn(last.details, "answer"), textIn(last.details, "channel"));
    const place = inSomebodysCalendar.find((action) => action === last.action);
    if (place && last.person) return t(`story.inCalendarOf.${place}`, { person: last.person });
    if (last.action === "calendar.organiser_left") {
      const fate = fates.find((known) => known === textIn(last.details, "state"));
      if (fate) return t(`story.organiserLeft.${fate}`, { person: last.person ?? "" });
    }
    const what = actionText(last.action);
    const isOfPerson = last.action.startsWith("group.") || ofSomebody.includes(last.action);
    return isOfPerson && last.person ? t("story.ofPerson", { what, person: last.person }) : what;
  };
}

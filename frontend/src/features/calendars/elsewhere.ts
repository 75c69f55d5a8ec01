export type Appointment = {
  title: string;
  startsAt: string;
  endsAt: string;
  /** Where it is shown here. */
  path: string;
  meetUrl?: string | null;
};

const pageOf = (path: string) => `${window.location.origin}${path}`;

function iso(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Google's page for a new event, filled in. The instants are in UTC: Google shows them on its user's clock. */
export function googleAddress({ title, startsAt, endsAt, path, meetUrl }: Appointment): string {
  const basic = (instant: string) => iso(instant).replaceAll(/[-:]/g, "");
  const fields = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: `${basic(startsAt)}/${basic(endsAt)}`,
    details: pageOf(path),
    ...(meetUrl ? { location: meetUrl } : {}),
  });
  return `https://calendar.google.com/calendar/render?${fields}`;
}

/** The same for Outlook on the web. */
export function outlookAddress({ title, startsAt, endsAt, path, meetUrl }: Appointment): string {
  const fields = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: iso(startsAt),
    enddt: iso(endsAt),
    body: pageOf(path),
    ...(meetUrl ? { location: meetUrl } : {}),
  });
  return `https://outlook.live.com/calendar/0/deeplink/compose?${fields}`;
}

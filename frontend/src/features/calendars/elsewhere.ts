export type Appointment = {
  title: string;
  startsAt: string;
  endsAt: string;
  /** Where it is shown here. */
  path: string;
  meetUrl?: string | null;
  /** Google shows it already: made there by hand too, the second would count as busy. */
  inGoogle: boolean;
};

const pageOf = (path: string) => `${window.location.origin}${path}`;

function iso(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Spaces as %20: Outlook shows a "+" as it stands. */
function query(fields: Record<string, string>, meetUrl: string | null | undefined): string {
  const all = new URLSearchParams(meetUrl ? { ...fields, location: meetUrl } : fields);
  return all.toString().replaceAll("+", "%20");
}

/** Google's page for a new event, filled in. The instants are in UTC: Google shows them on its user's clock. */
export function googleAddress({ title, startsAt, endsAt, path, meetUrl }: Appointment): string {
  const basic = (instant: string) => iso(instant).replaceAll(/[-:]/g, "");
  const fields = {
    action: "TEMPLATE",
    text: title,
    dates: `${basic(startsAt)}/${basic(endsAt)}`,
    details: pageOf(path),
  };
  return `https://calendar.google.com/calendar/render?${query(fields, meetUrl)}`;
}

function outlook(host: string, { title, startsAt, endsAt, path, meetUrl }: Appointment): string {
  const fields = {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: iso(startsAt),
    enddt: iso(endsAt),
    body: pageOf(path),
  };
  return `https://${host}/calendar/0/deeplink/compose?${query(fields, meetUrl)}`;
}

/** The same for Outlook on the web with an account of one's own. */
export const outlookAddress = (appointment: Appointment) => outlook("outlook.live.com", appointment);

/** The same with one of a company or school: Microsoft keeps these at another address. */
export const workOutlookAddress = (appointment: Appointment) => outlook("outlook.office.com", appointment);

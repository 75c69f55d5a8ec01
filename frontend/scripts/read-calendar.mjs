// Reads an iCalendar file from standard input as two programs that are not ours do, and prints the appointments that
// each sees between two instants: `node read-calendar.mjs 2027-03-01T00:00:00Z 2027-04-01T00:00:00Z < calendar.ics`.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const [from, until] = process.argv.slice(2).map((text) => new Date(text));
const file = readFileSync(0, "utf8");

const row = (uid, start, end, summary) => [uid, start.toISOString(), end.toISOString(), summary];
const inWindow = ([, start]) => new Date(start) >= from && new Date(start) < until;

function byIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(file));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const rows = [];
  for (const event of events.filter((one) => !one.isRecurrenceException())) {
    for (const { startDate, endDate, item } of event.isRecurring()
      ? datesOf(event)
      : [{ ...times(event), item: event }])
      rows.push(row(event.uid, startDate.toJSDate(), endDate.toJSDate(), item.summary));
  }
  return rows;
}

const times = ({ startDate, endDate }) => ({ startDate, endDate });

function datesOf(event) {
  const dates = event.iterator();
  const found = [];
  for (let date = dates.next(); date; date = dates.next()) found.push(event.getOccurrenceDetails(date));
  return found;
}

function byNodeIcal() {
  const events = Object.values(nodeIcal.sync.parseICS(file)).filter(({ type }) => type === "VEVENT");
  return events.flatMap((event) => {
    if (!event.rrule) return [row(event.uid, event.start, event.end, event.summary)];
    const dates = nodeIcal.expandRecurringEvent(event, { from, to: until });
    return dates.map(({ start, end, summary }) => row(event.uid, start, end, summary));
  });
}

const shown = (rows) => rows.filter(inWindow).sort();
console.log(JSON.stringify({ "ical.js": shown(byIcalJs()), "node-ical": shown(byNodeIcal()) }));

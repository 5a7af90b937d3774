// Reads a calendar with a library that is not ours, strictly, and prints its events: node read-calendar.mjs PATH-OF-ICAL.JS < calendar.ics
import fs from 'node:fs';
const { default: ICAL } = await import(process.argv[2]);
ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
console.log(JSON.stringify(calendar.getAllSubcomponents('vevent').map(component => {
  const event = new ICAL.Event(component), start = event.startDate;
  return {
    uid: event.uid, sequence: event.sequence, status: component.getFirstPropertyValue('status'), summary: event.summary, location: event.location, description: event.description,
    url: component.getFirstPropertyValue('url'), wholeDay: start.isDate, start: start.isDate ? start.toString() : start.toJSDate().toISOString(), zone: start.isDate ? null : start.zone.tzid,
    minutes: event.duration.toSeconds() / 60, stamped: component.getFirstPropertyValue('dtstamp') !== null,
  };
})));

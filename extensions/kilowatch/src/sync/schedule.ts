import { Cron } from 'croner';

/** Whether a text is a cron expression of five or six fields. */
export function isCronExpression(text: string): boolean {
	try {
		return new Cron(text, { paused: true }).nextRun() !== null;
	} catch {
		return false;
	}
}

/**
 * The next moment of a cron expression after `after`, in a zone's local time. In spring a time inside the skipped hour
 * is moved forward; in autumn a repeated time happens once.
 */
export function nextMoment(cron: string, timeZone: string, after: Date): Date {
	const next = new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after);
	if (!next) throw new RangeError(`${cron} never comes again`);

	return next;
}

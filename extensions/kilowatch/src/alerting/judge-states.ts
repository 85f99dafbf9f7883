import type { Severity } from '../domain/alerts/rule-names.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { localDateOf } from '../domain/local-days.ts';
import { stateRules } from '../shared/alert-rules.ts';
import { withAlertLock } from '../storage/alerts/alert-lock.ts';
import {
	listMeterStates,
	listStateAlerts,
	listUnreadAlerts,
	type MeterState,
	type StateAlert,
} from '../storage/alerts/state-alerts.ts';
import { alertKey } from './alert-key.ts';
import type { AlertingContext } from './judge-due.ts';

/**
 * Raises and closes the alerts that come of a meter's state: that it cannot be read, that its consent ends. And closes those of
 * meters that are not read any more.
 *
 * @param timeZone whose nights are counted
 * @returns how many alerts were made or changed; `undefined` where another process is at it
 */
export async function judgeStates(context: AlertingContext, timeZone: string): Promise<number | undefined> {
	const { database, writer, now } = context;

	return withAlertLock(database, async () => {
		const at = now();
		const today = localDateOf(at.getTime() / 1000, timeZone);
		const states = new Map(
			(await listMeterStates(database, today, timeZone)).map((state) => [keyOf(state), state]),
		);
		const known = await listStateAlerts(database, stateRules, [...states.keys()]);
		let changes = 0;
		for (const alert of known) {
			const state = states.get(alert.id);
			states.delete(alert.id);
			const change = state ? changeOf(alert, state, today) : goneChange(alert, at);
			if (!change) continue;
			await writer.update(alert.id, change);
			changes += 1;
		}
		for (const [id, state] of states) changes += Number(await raise(context, id, state, today));
		for (const id of await listUnreadAlerts(database)) {
			await writer.update(id, { status: 'closed', closed_at: at, close_reason: 'not_read' });
			changes += 1;
		}

		return changes;
	});
}

function keyOf({ device, rule, explanation: { since, until } }: MeterState): string {
	return alertKey(device, rule, until ?? since);
}

async function raise(
	{ writer }: AlertingContext,
	id: string,
	state: MeterState,
	today: string,
): Promise<boolean> {
	const { device, building, rule, since, explanation } = state;
	const made = await writer.create({
		id,
		building,
		device,
		channel: null,
		rule,
		rules: [rule],
		severity: severityOf(state, today),
		period_from: since,
		period_until: null,
		days: explanation.attempts,
		observed: null,
		expected: null,
		ratio: null,
		energy_impact: null,
		cost_impact: null,
		co2_impact: null,
		explanation,
	});

	return made === 'created';
}

function changeOf(alert: StateAlert, state: MeterState, today: string) {
	// Closed by a person, or by itself: it is told once.
	if (alert.status === 'closed') return undefined;
	const severity = severityOf(state, today);
	const { explanation } = state;
	const isSame =
		alert.severity === severity &&
		canonicalJson({ ...explanation }) === canonicalJson({ ...alert.explanation });

	return isSame ? undefined : { severity, explanation, days: explanation.attempts };
}

function goneChange({ status, is_read }: StateAlert, at: Date) {
	if (status === 'closed') return undefined;

	return { status: 'closed', closed_at: at, close_reason: is_read ? 'normal' : 'not_read' } as const;
}

function severityOf({ rule, explanation: { until, attempts } }: MeterState, today: string): Severity {
	if (rule === 'consent-ending') {
		const daysLeft = (Date.parse(until ?? today) - Date.parse(today)) / 86_400_000;

		return daysLeft <= 7 ? 'major' : 'minor';
	}
	if (attempts >= 14) return 'critical';

	return attempts >= 7 ? 'major' : 'minor';
}
